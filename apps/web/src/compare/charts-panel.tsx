import { type ReactNode, useMemo } from 'react';
import type { Run } from '../api/runs.ts';
import { early } from '../components/early.tsx';
import styles from './compare.module.css';

const { Part: MetricCharts, begin } = early(() => import('../charts/metric-charts.tsx'));
export { begin as beginCharts };

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
      <MetricCharts remember="compare-charts" keys={keys} runs={drawn} />
    </div>
  );
}
