import type { ReactNode } from 'react';
import type { Run } from '../api/runs.ts';
import { lineColor } from '../charts/colors.ts';
import { early } from '../components/early.tsx';
import { isRunning } from './use-run.ts';

const { Part: MetricCharts, begin } = early(() => import('../charts/metric-charts.tsx'));
export { begin as beginCharts };

/** A chart of every metric of a run. */
export function RunCharts({ run }: { readonly run: Run }): ReactNode {
  return (
    <MetricCharts
      remember="run-charts"
      keys={Object.keys(run.metrics)}
      runs={[
        {
          id: run.id,
          name: run.name,
          color: lineColor(0),
          experimentId: run.experimentId,
          startMs: run.startMs,
          isRunning: isRunning(run),
        },
      ]}
    />
  );
}
