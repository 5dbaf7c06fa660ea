import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ProjectRun } from '../../api/project-runs.ts';
import type { ProjectSweep } from '../../api/project-sweeps.ts';
import { searchRuns } from '../../api/runs.ts';
import { lineColor } from '../../charts/colors.ts';
import type { RunField } from '../../charts/chart-spec.ts';
import type { ChartRun } from '../../charts/contract.ts';
import { isUnderWay } from '../project-status.tsx';
import { parametersText } from '../run-columns.tsx';

export interface SweepChartState {
  readonly drawn: readonly ChartRun[];
  /** Its axes: the parameters that vary, then the metrics. */
  readonly fields: readonly RunField[];
  readonly metrics: readonly string[];
  /** The metrics that the runs have. */
  readonly allMetrics: readonly string[];
  readonly toggleMetric: (name: string) => void;
}

const SOME_RUNS = 20;

/** What the parallel coordinates of a sweep show: its own metric, until others are chosen. */
export function useSweepChart(
  sweep: ProjectSweep,
  swept: readonly string[],
  runs: readonly ProjectRun[],
): SweepChartState {
  const ended = runs.filter(({ status }) => status === 'FINISHED').slice(0, SOME_RUNS);
  const { data: allMetrics = [] } = useQuery({
    queryKey: ['runs', 'metric names', ended.map(({ id }) => id)],
    queryFn: async ({ signal }) => {
      const filter = `attributes.run_id IN (${ended.map(({ id }) => `'${id}'`).join(', ')})`;
      const fields = { metrics: ['*'], params: [], tags: [] };
      const page = await searchRuns({ experimentIds: [sweep.experimentId], filter, fields }, { signal });
      return [...new Set(page.items.flatMap(({ metrics }) => Object.keys(metrics)))].toSorted();
    },
    enabled: ended.length > 0,
    placeholderData: (before) => before,
  });
  const own = sweep.metric?.name ?? allMetrics[0];
  const [chosen, setChosen] = useState<readonly string[]>();
  const metrics = useMemo(() => chosen ?? (own === undefined ? [] : [own]), [chosen, own]);
  const fields = useMemo(
    () => [...swept.map((name) => `params.${name}`), ...metrics.map((name) => `metrics.${name}`)],
    [swept, metrics],
  );
  const drawn = useMemo(
    () =>
      runs.map((run, index) => ({
        id: run.id,
        name: parametersText(Object.fromEntries(swept.map((name) => [name, run.parameters[name] ?? '']))),
        color: lineColor(index),
        experimentId: run.experimentId,
        startMs: run.startedMs ?? run.createdMs,
        isRunning: isUnderWay(run),
      })),
    [runs, swept],
  );
  return {
    drawn,
    fields,
    metrics,
    allMetrics,
    toggleMetric: (name) =>
      setChosen(metrics.includes(name) ? metrics.filter((each) => each !== name) : [...metrics, name]),
  };
}
