import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { ErrorState, Skeleton } from '../components/states.tsx';
import { BarChart } from './bars/bar-chart.tsx';
import { type ChartItem, fieldsOf, titleOf } from './chart-spec.ts';
import type { ChartRun } from './contract.ts';
import type { LineSettings } from './line-settings.ts';
import { LineChart } from './lines/line-chart.tsx';
import type { Zoom } from './lines/zoom.ts';
import { useRunValues } from './run-values.ts';

/** What only some charts need is loaded with the first of them. */
const ValuesChart = lazy(() => import('./values/values-chart.tsx'));

export interface ChartBodyProps {
  readonly item: ChartItem;
  readonly runs: readonly ChartRun[];
  readonly settings: LineSettings;
  readonly isTable: boolean;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  /** Nothing is read for a chart that is far from the screen. */
  readonly enabled: boolean;
}

/** A chart without its frame. */
export function ChartBody(props: ChartBodyProps): ReactNode {
  return props.item.spec.kind === 'line' ? <Lines {...props} /> : <Values {...props} />;
}

function Lines({ item, runs, settings, isTable, zoom, onZoom, enabled }: ChartBodyProps): ReactNode {
  const drawn = useMemo(() => ({ ...settings, ...item.settings }), [settings, item.settings]);
  const { groupBy } = drawn;
  const fields = useMemo(() => (groupBy === undefined ? [] : [groupBy]), [groupBy]);
  const { values } = useRunValues(runs, enabled ? fields : []);
  const groupOf = useMemo(
    () =>
      groupBy === undefined
        ? undefined
        : (runId: string) => String(values?.(runId, groupBy) ?? (values ? 'none' : '…')),
    [groupBy, values],
  );
  const keys = item.spec.kind === 'line' ? item.spec.keys : [];
  return (
    <LineChart
      title={titleOf(item)}
      {...{ runs, keys, groupOf, isTable, zoom, onZoom, enabled }}
      settings={drawn}
    />
  );
}

function Values({ item, runs, isTable, enabled }: ChartBodyProps): ReactNode {
  const { spec } = item;
  const fields = useMemo(() => fieldsOf(spec), [spec]);
  const { values, error, retry } = useRunValues(runs, enabled ? fields : []);
  const title = titleOf(item);
  if (error !== undefined && !values) return <ErrorState error={error} onRetry={retry} what="This chart" />;
  if (!values) return <Loading title={title} />;
  if (spec.kind === 'line') return null;
  if (spec.kind === 'bar') return <BarChart title={title} spec={spec} runs={runs} values={values} />;
  return (
    <Suspense fallback={<Loading title={title} />}>
      <ValuesChart {...{ title, spec, runs, values, isTable }} />
    </Suspense>
  );
}

function Loading({ title }: { readonly title: string }): ReactNode {
  return (
    <div role="status" aria-label={`Loading ${title}`} style={{ height: '100%', padding: '10px 12px 14px' }}>
      <Skeleton height="100%" />
    </div>
  );
}
