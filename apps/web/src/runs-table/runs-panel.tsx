import { FlaskConical, ListFilter, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '../api/api-error.ts';
import { useCommands } from '../app/commands.ts';
import { CHART } from '../charts/chart-link.ts';
import type { ChartRun } from '../charts/contract.ts';
import { Button } from '../components/button.tsx';
import { early } from '../components/early.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { Split } from '../components/split.tsx';
import { colorsOfRuns } from '../experiment/run-colors.ts';
import { BulkBar } from './bulk-bar.tsx';
import { Grid } from './grid.tsx';
import { RunsFoot } from './runs-foot.tsx';
import { useSelection } from './selection.ts';
import { Toolbar } from './toolbar.tsx';
import styles from './toolbar.module.css';
import { useGridActions } from './use-grid-actions.ts';
import { useTable } from './use-table.ts';
import { useView } from './use-view.ts';

const { Part: ChartsPanel, begin: beginCharts } = early(() => import('../charts/charts-panel.tsx'));
const MOST_DRAWN = 100;

/** The runs of one experiment or several: the table, and charts beside it. */
export function RunsPanel({ experimentIds }: { readonly experimentIds: readonly string[] }): ReactNode {
  const state = useView(experimentIds);
  const { view, change } = state;
  const [parameters] = useSearchParams();
  const hasTarget = parameters.has(CHART);
  useEffect(() => {
    if (hasTarget) change({ chartsOpen: true });
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasTarget]);
  if (view.chartsOpen) beginCharts();
  const table = useTable(experimentIds, view, !state.isLoading);
  const actions = useGridActions(state, table);
  const selection = useSelection();
  const [highlighted, setHighlighted] = useState<string>();
  const filter = useRef<{ focus(): void }>(null);
  const navigate = useNavigate();
  const { rows, lines } = table;

  const runs = useMemo(() => chartRuns(lines, view), [lines, view]);
  const drawn = useMemo(() => new Map(runs.map(({ id, color }) => [id, color])), [runs]);
  const ids = [...selection.ids];
  useCommands([
    { id: 'filter', group: 'This page', label: 'Filter runs', keys: '/', run: () => filter.current?.focus() },
    {
      id: 'charts',
      group: 'This page',
      label: 'Show or hide charts',
      keys: 'c',
      run: () => change({ chartsOpen: !view.chartsOpen }),
    },
    {
      id: 'differs',
      group: 'This page',
      label: 'Only what differs',
      keys: 'd',
      run: () => change({ onlyDiffering: !view.onlyDiffering }),
    },
    {
      id: 'trash',
      group: 'This page',
      label: view.isTrash ? 'Leave the trash' : 'Show the trash',
      run: () => change({ isTrash: !view.isTrash }),
    },
    {
      id: 'refresh',
      group: 'This page',
      label: 'Load again',
      keys: 'r',
      run: () => (table.cells.refresh(), rows.refetch()),
    },
    ...(ids.length > 1
      ? [
          {
            id: 'compare',
            group: 'This page',
            label: 'Compare the chosen runs',
            keys: 'shift+c',
            run: () =>
              void navigate(
                `/compare-runs?${new URLSearchParams({ runs: JSON.stringify(ids), experiments: JSON.stringify(experimentIds) }).toString()}`,
              ),
          },
        ]
      : []),
  ]);

  if (state.isLoading) return <SkeletonLines />;
  if (state.error) return <ErrorState error={state.error} what="This view" />;
  const isRefused = rows.error instanceof ApiError && rows.error.status === 400;
  const body =
    rows.error && rows.rows.length === 0 && !isRefused ? (
      <ErrorState error={rows.error} what="The runs" onRetry={rows.refetch} />
    ) : rows.isLoading && !rows.error ? (
      <SkeletonLines count={12} />
    ) : lines.length === 0 ? (
      <NoRuns
        experimentIds={experimentIds}
        isTrash={view.isTrash}
        filter={view.filter}
        onClear={() => change({ filter: '', isTrash: false })}
      />
    ) : (
      <Grid
        table={table}
        view={view}
        actions={actions}
        selection={selection}
        drawn={drawn}
        highlighted={highlighted}
        onHighlight={setHighlighted}
      />
    );
  const content = (
    <div className={styles['table']}>
      {body}
      {selection.ids.size > 0 && <BulkBar selection={selection} rows={rows.rows} isTrash={view.isTrash} />}
      <RunsFoot table={table} view={view} drawn={drawn.size} />
    </div>
  );
  return (
    <>
      <Toolbar
        experimentIds={experimentIds}
        state={state}
        table={table}
        actions={actions}
        drawn={drawn}
        filterRef={filter}
      />
      {view.chartsOpen ? (
        <Split
          label="Width of the table"
          share={view.share}
          onShare={(share) => change({ share })}
          first={content}
          second={
            <ChartsPanel
              experimentIds={experimentIds}
              runs={runs}
              keys={table.keys}
              view={view.charts ?? undefined}
              onViewChange={(charts) => change({ charts })}
              highlighted={highlighted}
              onHighlight={setHighlighted}
            />
          }
        />
      ) : (
        content
      )}
    </>
  );
}

function chartRuns(
  lines: ReturnType<typeof useTable>['lines'],
  { shown, drawn, colors }: ReturnType<typeof useView>['view'],
): ChartRun[] {
  const rows = lines.flatMap((line) => (line.type === 'run' ? [line.row] : line.isOpen ? [] : line.rows));
  const chosen = rows.filter(({ id }, index) => shown[id] ?? index < drawn).slice(0, MOST_DRAWN);
  const colorOf = colorsOfRuns(
    chosen.map(({ id }) => id),
    colors,
  );
  return chosen.map((row) => ({
    id: row.id,
    name: row.name,
    color: colorOf.get(row.id) ?? '',
    experimentId: row.experimentId,
    startMs: row.startMs,
    isRunning: row.status === 'RUNNING',
  }));
}

interface NoRunsProps {
  readonly experimentIds: readonly string[];
  readonly isTrash: boolean;
  readonly filter: string;
  readonly onClear: () => void;
}

function NoRuns({ experimentIds, isTrash, filter, onClear }: NoRunsProps): ReactNode {
  if (filter !== '')
    return (
      <EmptyState
        icon={<ListFilter aria-hidden />}
        title="No run fits the filter"
        actions={<Button onClick={onClear}>Clear the filter</Button>}
      >
        {isTrash ? 'Only the trash was looked through.' : undefined}
      </EmptyState>
    );
  if (isTrash)
    return (
      <EmptyState
        icon={<Trash2 aria-hidden />}
        title="The trash is empty"
        actions={<Button onClick={onClear}>Back to the runs</Button>}
      >
        Deleted runs stand here until they are restored or deleted for good.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<FlaskConical aria-hidden />}
      title="No runs yet"
      code={`import mlflow

mlflow.set_tracking_uri("${new URL('.', document.baseURI).href.replace(/\/$/, '')}")
mlflow.set_experiment(experiment_id="${experimentIds[0] ?? '0'}")

with mlflow.start_run():
    mlflow.log_param("lr", 0.01)
    mlflow.log_metric("loss", 0.25, step=1)`}
    >
      Log one from Python, and it stands here at once:
    </EmptyState>
  );
}
