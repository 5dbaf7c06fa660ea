import { lazy, type ReactNode, Suspense } from 'react';
import type { Run } from '../api/runs.ts';
import { lineColor } from '../charts/colors.ts';
import { SkeletonLines } from '../components/states.tsx';
import { isRunning } from './use-run.ts';

const MetricCharts = lazy(() => import('../charts/metric-charts.tsx'));

/** A chart of every metric of a run. */
export function RunCharts({ run }: { readonly run: Run }): ReactNode {
  return (
    <Suspense fallback={<SkeletonLines />}>
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
    </Suspense>
  );
}
