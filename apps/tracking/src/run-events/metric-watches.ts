import { Inject, Injectable } from '@nestjs/common';
import { type EventCondition, readConditionText } from '@millrace/contracts/messages/event-condition';
import { metricCrossed } from '@millrace/contracts/messages/tracking-events';
import type { Writer } from '@millrace/database/writer';
import { type Demand, EventDemands } from '@millrace/messaging/demands/event-demands';
import { writeEvents } from '@millrace/messaging/events/write-event';
import type { MetricPoint, RunWrite } from '../batch/run-write.ts';
import { isPast } from './is-past.ts';
import { noteCrossings } from './note-crossings.ts';

interface Watch {
  readonly demand: Demand;
  readonly condition: EventCondition;
}

/** A point that goes past the threshold of a watch, as far as this process knows the first of its run. */
export interface Crossing extends Watch {
  readonly write: RunWrite;
  readonly point: MetricPoint;
}

/** Crossings that have been told, so that a run's further points cost a look-up and no statement. Some 100 bytes each. */
const MAX_TOLD = 100_000;
const NONE: readonly Crossing[] = [];

/** The thresholds of metrics that somebody wants to hear of. Looking for crossings costs nothing where there are none. */
@Injectable()
export class MetricWatches {
  private byKey: ReadonlyMap<string, readonly Watch[]> = new Map();
  private readonly told = new Set<string>();

  constructor(@Inject(EventDemands) private readonly demands: Pick<EventDemands, 'of' | 'onChange'>) {
    demands.onChange(() => this.learn());
  }

  crossingsOf(writes: readonly RunWrite[]): readonly Crossing[] {
    if (this.byKey.size === 0) return NONE;
    const crossings = new Map<string, Crossing>();
    for (const write of writes)
      for (const point of write.points)
        for (const watch of this.byKey.get(point.key) ?? []) {
          if (!isPast(watch.condition, point.value)) continue;
          const name = nameOf(watch, write);
          if (!this.told.has(name) && !crossings.has(name)) crossings.set(name, { ...watch, write, point });
        }
    return [...crossings.values()];
  }

  /** Writes an event for each crossing that no process has told of, in the transaction of its points. */
  async tell(writer: Pick<Writer, 'run'>, crossings: readonly Crossing[]): Promise<void> {
    const noted = await noteCrossings(writer, crossings);
    const payloads = noted.map(({ crossing, experimentId, runName }) => ({
      owner: crossing.demand.owner,
      condition: crossing.condition,
      runId: crossing.write.runId,
      runName,
      experimentId,
      value: crossing.point.value,
      step: Number(crossing.point.step),
      timestampMs: Number(crossing.point.timestampMs),
    }));
    const client = {
      query: (text: string, values: unknown[]): Promise<object[]> => writer.run('write-events', text, values),
    };
    await writeEvents(client, metricCrossed, payloads);
  }

  /** To be called when what `tell` wrote is committed. */
  remember(crossings: readonly Crossing[]): void {
    if (this.told.size + crossings.length > MAX_TOLD) this.told.clear();
    for (const crossing of crossings) this.told.add(nameOf(crossing, crossing.write));
  }

  private learn(): void {
    const watches = this.demands.of(metricCrossed.name).flatMap((demand) => {
      const condition = readConditionText(demand.condition);
      return condition === undefined ? [] : [{ demand, condition }];
    });
    this.byKey = Map.groupBy(watches, ({ condition }) => condition.metric_key ?? '');
    // A demand that came back under its old id has been told nothing.
    this.told.clear();
  }
}

function nameOf({ demand }: Watch, { runId }: RunWrite): string {
  return demand.id + runId;
}
