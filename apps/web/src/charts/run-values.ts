import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Run, searchRuns } from '../api/runs.ts';
import { fieldName, type RunField } from './chart-spec.ts';
import type { ChartRun } from './contract.ts';

/** What runs have of some fields; texts as they are, metrics as numbers. Undefined where a run has none. */
export type RunValues = (runId: string, field: RunField) => string | number | undefined;

const RUNS_OF_REQUEST = 200;

/** Reads parameters, tags and latest metrics of the shown runs. `values` is undefined until they are here. */
export function useRunValues(
  runs: readonly ChartRun[],
  fields: readonly RunField[],
): { readonly values: RunValues | undefined; readonly error: unknown; readonly retry: () => void } {
  const ids = runs.map((run) => run.id);
  const names = [...new Set(fields)].sort();
  const { data, error, refetch } = useQuery({
    queryKey: ['runs', 'chart-values', ids, names],
    enabled: ids.length > 0 && names.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: runs.some((run) => run.isRunning) ? 15_000 : false,
    queryFn: ({ signal }) => readRuns(runs, names, signal),
  });
  const values = useMemo(() => (data ? valuesOf(data) : undefined), [data]);
  return { values, error: error ?? undefined, retry: () => void refetch() };
}

async function readRuns(
  runs: readonly ChartRun[],
  fields: readonly RunField[],
  signal: AbortSignal,
): Promise<Run[]> {
  const keys = (kind: string): string[] =>
    fields.filter((field) => field.startsWith(`${kind}.`)).map(fieldName);
  const parts: (readonly ChartRun[])[] = [];
  for (let at = 0; at < runs.length; at += RUNS_OF_REQUEST) parts.push(runs.slice(at, at + RUNS_OF_REQUEST));
  const pages = await Promise.all(
    parts.map((part) =>
      searchRuns(
        {
          experimentIds: [...new Set(part.map((run) => run.experimentId))],
          filter: `attributes.run_id IN (${part.map((run) => `'${run.id}'`).join(', ')})`,
          view: 'ALL',
          pageSize: part.length,
          fields: { metrics: keys('metrics'), params: keys('params'), tags: keys('tags') },
        },
        { signal },
      ),
    ),
  );
  return pages.flatMap((page) => page.items);
}

function valuesOf(runs: readonly Run[]): RunValues {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return (runId, field) => {
    const run = byId.get(runId);
    const key = fieldName(field);
    if (field.startsWith('metrics.')) return run?.metrics[key]?.value;
    return field.startsWith('params.') ? run?.params[key] : run?.tags[key];
  };
}
