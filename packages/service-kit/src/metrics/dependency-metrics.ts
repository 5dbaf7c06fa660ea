import type { Readiness } from '../health/readiness.ts';
import { gauge } from './gauge.ts';
import type { MetricsSource } from './metrics.ts';

/** Whether what the service depends on answers, asked when it is read, as `/ready` does. */
export function dependencyMetrics(readiness: Readiness): MetricsSource {
  return {
    async metrics() {
      const readings = (await readiness.outcomes()).map(({ name, ready }) => ({
        labels: { dependency: name },
        value: Number(ready),
      }));
      return gauge(
        'millrace_dependency_up',
        'Whether what the service depends on answers: 1 or 0.',
        readings,
      );
    },
  };
}
