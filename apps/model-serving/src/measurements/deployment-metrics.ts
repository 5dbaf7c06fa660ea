import type { MetricsSource } from '@millrace/service-kit/metrics/metrics';
import type { LoadedVersion } from '../traffic/loaded-version.ts';

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly lines: (version: LoadedVersion, labels: string) => string[];
}

const P = 'millrace_deployment';

const FAMILIES: readonly Family[] = [
  {
    name: `${P}_request_duration_seconds`,
    help: 'How long requests to a version took, in seconds.',
    type: 'histogram',
    lines: ({ measurements: { latencies } }, labels) => [
      ...[...latencies.cumulative()].map(
        ([bound, count]) => `${P}_request_duration_seconds_bucket{${labels},le="${bound}"} ${count}`,
      ),
      `${P}_request_duration_seconds_sum{${labels}} ${latencies.sum}`,
      `${P}_request_duration_seconds_count{${labels}} ${latencies.count}`,
    ],
  },
  {
    name: `${P}_requests_total`,
    help: 'Requests to a version by the status they were answered with.',
    type: 'counter',
    lines: ({ measurements: { byStatus } }, labels) =>
      [...byStatus].map(([status, count]) => `${P}_requests_total{${labels},status="${status}"} ${count}`),
  },
  counter('batches_total', 'Calls of the model.', ({ scorer }) => scorer.stats().batches),
  counter(
    'batched_requests_total',
    'Requests that were scored in those calls.',
    ({ scorer }) => scorer.stats().batchedRequests,
  ),
  counter(
    'worker_restarts_total',
    'Workers that were replaced because they died, hung or grew.',
    ({ scorer }) => scorer.stats().restarts,
  ),
  {
    name: `${P}_shadow_answers_total`,
    help: 'Answers of a shadow by how they compare with those that were returned.',
    type: 'counter',
    lines: ({ measurements: { shadow } }, labels) =>
      Object.entries(shadow).map(
        ([outcome, count]) => `${P}_shadow_answers_total{${labels},outcome="${outcome}"} ${count}`,
      ),
  },
  gauge('queued_requests', 'Requests that wait.', ({ scorer }) => scorer.stats().queued),
  gauge('workers', 'Workers that are up.', ({ scorer }) => scorer.stats().workers),
];

/** The deployments of this process in Prometheus' text format. */
export class DeploymentMetrics implements MetricsSource {
  constructor(private readonly loaded: () => readonly LoadedVersion[]) {}

  metrics(): string {
    const versions = this.loaded();
    if (versions.length === 0) return '';
    return FAMILIES.flatMap(({ name, help, type, lines }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...versions.flatMap((version) =>
        lines(version, `deployment="${version.name}",version="${version.number}"`),
      ),
      '',
    ]).join('\n');
  }
}

function counter(suffix: string, help: string, value: (version: LoadedVersion) => number): Family {
  return single('counter', suffix, help, value);
}

function gauge(suffix: string, help: string, value: (version: LoadedVersion) => number): Family {
  return single('gauge', suffix, help, value);
}

function single(
  type: Family['type'],
  suffix: string,
  help: string,
  value: (version: LoadedVersion) => number,
): Family {
  const name = `${P}_${suffix}`;
  return { name, help, type, lines: (version, labels) => [`${name}{${labels}} ${value(version)}`] };
}
