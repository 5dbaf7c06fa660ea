import { Injectable, type OnModuleInit } from '@nestjs/common';
import { readConditionText } from '@millrace/contracts/messages/event-condition';
import type { Transaction } from '@millrace/database/database';
import type { EventDefinition } from '@millrace/messaging/definitions/event-definition';
import { EventDemands } from '@millrace/messaging/demands/event-demands';
import { writeEvent } from '@millrace/messaging/events/write-event';
import type { z } from 'zod';

/** Tells of what happened to experiments and runs, as far as somebody wants to know. */
@Injectable()
export class TrackingEvents implements OnModuleInit {
  /** The experiments whose events are wanted, by the event's name; undefined among them stands for all. */
  private wanted = new Map<string, ReadonlySet<number | undefined>>();

  constructor(private readonly demands: EventDemands) {
    demands.onChange(() => this.wanted.clear());
  }

  async onModuleInit(): Promise<void> {
    await this.demands.start();
  }

  /** Whether anybody wants the event: at all, or of this experiment. */
  wants({ name }: Pick<EventDefinition, 'name'>, experimentId?: number): boolean {
    const experiments = this.experimentsOf(name);
    if (experiments.size === 0) return false;
    return experimentId === undefined || experiments.has(undefined) || experiments.has(experimentId);
  }

  /** Writes the event in the transaction of its change, if it is wanted. */
  async tell<Payload extends z.ZodObject>(
    transaction: Transaction,
    definition: EventDefinition<Payload>,
    payload: z.input<Payload> & { readonly experimentId: number },
  ): Promise<void> {
    if (this.wants(definition, payload.experimentId))
      await writeEvent(transaction.client, definition, payload);
  }

  private experimentsOf(event: string): ReadonlySet<number | undefined> {
    let experiments = this.wanted.get(event);
    if (experiments === undefined) {
      const conditions = this.demands.of(event).map(({ condition }) => readConditionText(condition));
      experiments = new Set(conditions.map((condition) => condition?.experiment_id));
      this.wanted.set(event, experiments);
    }
    return experiments;
  }
}
