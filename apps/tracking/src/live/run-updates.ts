import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type LivePoints, runUpdates } from '@millrace/contracts/messages/live-runs';
import { LiveTopics } from '@millrace/messaging/topics/live-topics';
import type { MetricPoint, RunWrite } from '../batch/run-write.ts';
import { WatchedRuns } from './watched-runs.ts';

/** A run is written about no more often than this, however much is logged to it. */
const PAUSE_MS = 400;
/** More points than these are not sent one by one: who looks reads the history again. */
const MAX_POINTS = 1_000;

interface Pending {
  number: number;
  points: Map<string, LivePoints>;
  count: number;
  missesPoints: boolean;
  changed: boolean;
  timer: NodeJS.Timeout | undefined;
  sentMs: number;
}

/** Tells those who look at a run what was written to it. It costs the writers nothing to speak of, and nothing waits for it. */
@Injectable()
export class RunUpdates implements OnApplicationShutdown {
  private readonly from = randomUUID();
  private readonly pendingByRun = new Map<string, Pending>();

  constructor(
    private readonly topics: LiveTopics,
    private readonly watched: WatchedRuns,
  ) {}

  /** To be called with writes that are durable. */
  written(writes: readonly RunWrite[], wasWritten: (index: number) => boolean): void {
    this.watched.listen();
    if (this.watched.isEmpty) return;
    for (const [index, { runId, points, params, tags }] of writes.entries())
      if (this.watched.has(runId) && wasWritten(index))
        this.add(runId, points, params.length > 0 || tags.length > 0);
  }

  /** The run's status, name or tags have changed. */
  changed(runId: string): void {
    this.watched.listen();
    if (this.watched.has(runId)) this.add(runId, [], true);
  }

  onApplicationShutdown(): void {
    for (const { timer } of this.pendingByRun.values()) clearTimeout(timer);
    this.pendingByRun.clear();
  }

  private add(runId: string, points: readonly MetricPoint[], changed: boolean): void {
    const pending = this.pendingByRun.get(runId) ?? this.open(runId);
    pending.changed ||= changed;
    pending.count += points.length;
    if (pending.count > MAX_POINTS) {
      pending.missesPoints = true;
      pending.points.clear();
    }
    if (!pending.missesPoints) for (const point of points) addPoint(pending.points, point);
    // The first after a pause goes at once, but for what comes in the same breath.
    const wait = Math.max(30, pending.sentMs + PAUSE_MS - Date.now());
    pending.timer ??= setTimeout(() => this.send(runId, pending), wait).unref();
  }

  private open(runId: string): Pending {
    for (const gone of this.watched.expire()) this.pendingByRun.delete(gone);
    const pending: Pending = {
      number: 0,
      points: new Map(),
      count: 0,
      missesPoints: false,
      changed: false,
      timer: undefined,
      sentMs: 0,
    };
    this.pendingByRun.set(runId, pending);
    return pending;
  }

  private send(runId: string, pending: Pending): void {
    pending.number += 1;
    const { number, missesPoints, changed } = pending;
    const points = [...pending.points.values()];
    this.topics.publish(runUpdates, [runId], { from: this.from, number, points, missesPoints, changed });
    Object.assign(pending, {
      points: new Map(),
      count: 0,
      missesPoints: false,
      changed: false,
      timer: undefined,
      sentMs: Date.now(),
    });
  }
}

function addPoint(byKey: Map<string, LivePoints>, { key, step, timestampMs, value }: MetricPoint): void {
  const columns = byKey.get(key) ?? { key, step: [], time: [], value: [] };
  byKey.set(key, columns);
  columns.step.push(Number(step));
  columns.time.push(Number(timestampMs));
  columns.value.push(Number.isNaN(value) ? null : value);
}
