import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { conditionText } from '@millrace/contracts/messages/event-condition';
import {
  experimentCreated,
  experimentDeleted,
  metricCrossed,
  type RunCreated,
  runCreated,
  runFailed,
  runFinished,
  runKilled,
} from '@millrace/contracts/messages/tracking-events';
import { HandleEvent } from '@millrace/messaging/nest/handle-event';
import { EventContext } from '@millrace/messaging/nest/message-context';
import type { z } from 'zod';
import { DeliveriesService } from './deliveries.service.ts';
import type { EventData } from './message-body.ts';
import * as tell from './tracking-event-data.ts';

const SERVICE = 'registry';
type EndedRun = z.infer<typeof runFinished.payload>;

/** Turns what happens to experiments and runs into webhook messages. */
@Controller()
export class TrackingTriggers {
  constructor(private readonly deliveries: DeliveriesService) {}

  @HandleEvent(experimentCreated, SERVICE)
  experimentCreated(
    @Payload() payload: z.infer<typeof experimentCreated.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, ['experiment', 'created'], payload, tell.aboutNewExperiment(payload));
  }

  @HandleEvent(experimentDeleted, SERVICE)
  experimentDeleted(
    @Payload() payload: z.infer<typeof experimentDeleted.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, ['experiment', 'deleted'], payload, tell.aboutDeletedExperiment(payload));
  }

  @HandleEvent(runCreated, SERVICE)
  runCreated(@Payload() payload: RunCreated, @Ctx() context: EventContext): Promise<void> {
    return this.send(context, ['run', 'created'], payload, tell.aboutNewRun(payload));
  }

  @HandleEvent(runFinished, SERVICE)
  runFinished(@Payload() payload: EndedRun, @Ctx() context: EventContext): Promise<void> {
    return this.send(context, ['run', 'finished'], payload, tell.aboutEndedRun(payload, 'FINISHED'));
  }

  @HandleEvent(runFailed, SERVICE)
  runFailed(@Payload() payload: EndedRun, @Ctx() context: EventContext): Promise<void> {
    return this.send(context, ['run', 'failed'], payload, tell.aboutEndedRun(payload, 'FAILED'));
  }

  @HandleEvent(runKilled, SERVICE)
  runKilled(@Payload() payload: EndedRun, @Ctx() context: EventContext): Promise<void> {
    return this.send(context, ['run', 'killed'], payload, tell.aboutEndedRun(payload, 'KILLED'));
  }

  /** A crossing is told to the one webhook whose condition it was. */
  @HandleEvent(metricCrossed, SERVICE)
  async metricCrossed(
    @Payload() payload: z.infer<typeof metricCrossed.payload>,
    @Ctx() { event }: EventContext,
  ): Promise<void> {
    await this.deliveries.trigger(
      event,
      { entity: 'metric', action: 'crossed' },
      tell.aboutCrossing(payload),
      { webhookId: payload.owner, condition: conditionText(payload.condition) },
    );
  }

  private async send(
    { event }: EventContext,
    [entity, action]: readonly [string, string],
    { experimentId }: { readonly experimentId: number },
    data: EventData,
  ): Promise<void> {
    await this.deliveries.trigger(event, { entity, action }, data, { experimentId });
  }
}
