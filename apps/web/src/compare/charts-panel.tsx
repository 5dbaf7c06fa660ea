import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { Run } from '../api/runs.ts';
import { SkeletonLines } from '../components/states.tsx';
import styles from './compare.module.css';

const MetricCharts = lazy(() => import('../charts/metric-charts.tsx'));

/** The metrics of runs, laid over one another. */
export function ChartsPanel({
  runs,
  colors,
}: {
  readonly runs: readonly Run[];
  readonly colors: readonly string[];
}): ReactNode {
  const keys = useMemo(
    () => [...new Set(runs.flatMap(({ metrics }) => Object.keys(metrics)))].toSorted(),
    [runs],
  );
  const drawn = useMemo(
    () =>
      runs.map((run, index) => ({
        id: run.id,
        name: run.name,
        color: colors[index] ?? '',
        experimentId: run.experimentId,
        startMs: run.startMs,
        isRunning: run.status === 'RUNNING',
      })),
    [runs, colors],
  );
  return (
    <div className={styles['charts']}>
      <Suspense fallback={<SkeletonLines />}>
        <MetricCharts remember="compare-charts" keys={keys} runs={drawn} />
      </Suspense>
    </div>
  );
}
