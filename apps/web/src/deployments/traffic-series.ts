import type { TrafficPeriod, VersionStats } from '../api/deployments.ts';

const PERIOD_MS = 10_000;

export interface TrafficSeries {
  readonly version: string;
  readonly perSecond: readonly number[];
  readonly errorsPerSecond: readonly number[];
  readonly p50Ms: readonly (number | undefined)[];
  readonly p99Ms: readonly (number | undefined)[];
}

/** Each version's traffic in periods of ten seconds up to now; periods without a request count as none. */
export function trafficSeries(
  stats: readonly VersionStats[],
  nowMs: number,
  minutes: number,
): TrafficSeries[] {
  // The period that is under way is not whole yet.
  const end = Math.floor(nowMs / PERIOD_MS) * PERIOD_MS;
  const count = (minutes * 60_000) / PERIOD_MS;
  const starts = Array.from({ length: count }, (_, index) => end - (count - index) * PERIOD_MS);
  return stats.map(({ version, history }) => {
    const byStart = new Map(history.map((period) => [period.startMs, period]));
    const found: readonly (TrafficPeriod | undefined)[] = starts.map((start) => byStart.get(start));
    return {
      version,
      perSecond: found.map((period) => ((period?.requests ?? 0) * 1000) / PERIOD_MS),
      errorsPerSecond: found.map((period) => ((period?.errors ?? 0) * 1000) / PERIOD_MS),
      p50Ms: found.map((period) => period?.p50Ms),
      p99Ms: found.map((period) => period?.p99Ms),
    };
  });
}
