import { isLater } from './latest-point.ts';
import type { MetricPoint, RunWrite } from './run-write.ts';

/** So many series are remembered; each takes some 300 bytes. */
const MAX_SERIES = 50_000;

/**
 * The latest point that this process has written of each series, as long as it remembers: what comes after it is most likely new,
 * which the database has the last word on.
 */
export class LastPoints {
  /** Undefined for series that are not what was thought of them. */
  private readonly last = new Map<string, MetricPoint | undefined>();

  isAfter(series: string, point: MetricPoint): boolean {
    const last = this.last.get(series);
    return last !== undefined && isLater(point, last);
  }

  /** Points up to this one are written. */
  remember(series: string, point: MetricPoint): void {
    const last = this.last.get(series);
    if (last === undefined ? this.last.has(series) : !isLater(point, last)) return;
    if (this.last.size >= MAX_SERIES) this.last.clear();
    this.last.set(series, point);
  }

  rememberAll(writes: readonly RunWrite[]): void {
    for (const { runId, points } of writes)
      for (const point of points) this.remember(seriesName(runId, point), point);
  }

  /** The series holds points that this process knows nothing of: no point of it is taken for new any more. */
  mistrust(series: string): void {
    this.last.set(series, undefined);
  }
}

/** All run ids are of one length, so no two pairs make the same text. */
export function seriesName(runId: string, { key }: MetricPoint): string {
  return runId + key;
}
