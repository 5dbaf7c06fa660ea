import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { Link } from 'react-router';
import { listProjectRuns, type ProjectRun } from '../../api/project-runs.ts';
import type { ProjectSweep } from '../../api/project-sweeps.ts';
import { type RunValues, useRunValues } from '../../charts/run-values.ts';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { Card } from '../../components/page.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { Duration } from '../../components/time.tsx';
import { Truncated } from '../../components/truncated.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { projectRunPlace } from '../places.ts';
import { isUnderWay, ProjectStatus } from '../project-status.tsx';
import { parametersText } from '../run-columns.tsx';
import { RunMenu } from '../run-menu.tsx';
import { SweepChart } from './sweep-chart.tsx';
import { useSweepChart } from './use-sweep-chart.ts';

/** The runs of a sweep: how parameters and metrics go together, and each by itself. */
export function SweepRuns({ sweep }: { readonly sweep: ProjectSweep }): ReactNode {
  const found = useSweepRuns(sweep);
  const { runs } = found;
  const swept = useMemo(() => Object.keys(sweep.space), [sweep.space]);
  const chart = useSweepChart(sweep, swept, runs);
  const { values } = useRunValues(chart.drawn, chart.fields);
  const client = useQueryClient();
  const ended = runs.filter((run) => !isUnderWay(run)).length;
  useEffect(() => {
    // What a run has logged last is read once it has ended.
    void client.invalidateQueries({ queryKey: ['runs', 'chart-values'] });
  }, [client, ended]);
  if (found.error && runs.length === 0)
    return <ErrorState what="The runs of this sweep" error={found.error} onRetry={found.retry} />;
  if (!found.isLoaded) return <SkeletonLines count={6} />;
  return (
    <>
      <SweepChart chart={chart} values={values} />
      <Card title="Runs" flush>
        <DataTable
          label="Runs of the sweep"
          columns={columnsOf(sweep, swept, values)}
          rows={runs}
          rowKey={({ id }) => id}
        />
      </Card>
    </>
  );
}

function columnsOf(
  sweep: ProjectSweep,
  swept: readonly string[],
  values: RunValues | undefined,
): readonly DataColumn<ProjectRun>[] {
  const metric = sweep.metric?.name;
  const valueOf = (run: ProjectRun): number | undefined => {
    const value = metric === undefined ? undefined : values?.(run.id, `metrics.${metric}`);
    return typeof value === 'number' ? value : undefined;
  };
  return [
    {
      id: 'run',
      header: 'Run',
      isWide: true,
      cell: ({ id, parameters }) => (
        <Link to={projectRunPlace(id)}>
          <Truncated text={parametersText(only(parameters, swept))} />
        </Link>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (run) => <ProjectStatus run={run} />,
      sortValue: ({ status }) => status,
    },
    ...swept.map((name): DataColumn<ProjectRun> => ({
      id: `parameter ${name}`,
      header: name,
      isSecondary: true,
      cell: ({ parameters }) => <Truncated text={parameters[name] ?? '–'} />,
      sortValue: ({ parameters }) => {
        const text = parameters[name] ?? '';
        return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
      },
    })),
    ...(metric === undefined
      ? []
      : [
          {
            id: 'metric',
            header: metric,
            isNumber: true,
            cell: (run: ProjectRun) => {
              const value = valueOf(run);
              const isBest = run.id === sweep.best?.runId;
              return value === undefined ? '–' : isBest ? <b>{formatNumber(value)}</b> : formatNumber(value);
            },
            sortValue: (run: ProjectRun) => valueOf(run) ?? Infinity,
          },
        ]),
    {
      id: 'duration',
      header: 'Duration',
      isNumber: true,
      isSecondary: true,
      cell: (run) =>
        run.startedMs === undefined ? (
          '–'
        ) : (
          <Duration startMs={run.startedMs} endMs={isUnderWay(run) ? undefined : run.endedMs} />
        ),
    },
    { id: 'actions', header: 'Actions', hideHeader: true, cell: (run) => <RunMenu run={run} isSmall /> },
  ];
}

export function only(
  parameters: Readonly<Record<string, string>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => (name in parameters ? [[name, parameters[name] ?? '']] : [])),
  );
}

const SOON_MS = 2_500;
const PAGE = 1000;

/** All runs that the sweep has submitted, the first ones first. */
function useSweepRuns(sweep: ProjectSweep): {
  readonly runs: readonly ProjectRun[];
  readonly isLoaded: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
} {
  const isOpen = sweep.status === 'RUNNING';
  const found = useInfiniteQuery({
    queryKey: ['project-runs', { sweepId: sweep.id }, 'all', isOpen],
    queryFn: ({ signal, pageParam }) =>
      listProjectRuns({ sweepId: sweep.id, pageSize: PAGE, pageToken: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: (before) => before,
    refetchInterval: isOpen ? SOON_MS : false,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data } = found;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const runs = useMemo(() => (data?.pages ?? []).flatMap(({ items }) => items).toReversed(), [data]);
  return { runs, isLoaded: data !== undefined, error: found.error, retry: () => void found.refetch() };
}
