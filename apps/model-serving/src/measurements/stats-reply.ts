import type { Deployment } from '../deployments/deployment.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';

const PERCENTILES = [0.5, 0.9, 0.95, 0.99];

/** What `/stats` answers: the deployment's versions that this replica has loaded. Times are in milliseconds. */
export function statsReply(deployment: Deployment, loaded: readonly LoadedVersion[]): object {
  return {
    name: deployment.name,
    versions: loaded
      .toSorted((one, other) => one.number - other.number)
      .map((each) => {
        const version = deployment.versions.find(({ number }) => number === each.number);
        return {
          version: String(each.number),
          role: version?.role,
          weight: version?.weight,
          ...ofVersion(each),
        };
      }),
  };
}

function ofVersion({ scorer, measurements }: LoadedVersion): object {
  const { latencies, rate, byStatus, errors, shadow, history } = measurements;
  const { workers, queued, batches, batchedRequests, restarts } = scorer.stats();
  return {
    scorer: scorer.kind,
    requests: latencies.count,
    requests_per_second: round(rate.perSecond()),
    errors,
    requests_by_status: Object.fromEntries(byStatus),
    latency_ms: Object.fromEntries(
      PERCENTILES.flatMap((share) => {
        const seconds = latencies.percentile(share);
        return seconds === undefined ? [] : [[`p${share * 100}`, round(seconds * 1000)]];
      }),
    ),
    workers,
    worker_restarts: restarts,
    queued,
    batches,
    batch_size: batches === 0 ? 0 : round(batchedRequests / batches),
    shadow,
    history: history.periods().map(({ startMs, requests, errors, p50 = 0, p99 = 0 }) => ({
      start_time: startMs,
      requests,
      errors,
      latency_ms: { p50: round(p50 * 1000), p99: round(p99 * 1000) },
    })),
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
