import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useIsDark } from '../../app/theme.ts';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import type { ChartRun } from '../contract.ts';
import { useHighlight } from '../highlight.ts';
import { axisLabel, type LineSettings } from '../line-settings.ts';
import { CursorLegend, entriesAt, pointedAt } from './cursor-legend.tsx';
import { type Range, xExtent, yExtent } from './extent.ts';
import styles from './line-chart.module.css';
import { LinePlot, type PlotCursor } from './line-plot.ts';
import { makeTraces } from './make-traces.ts';
import { moveRange, within, zoomRange } from './plot-gestures.ts';
import { SingleValues } from './single-values.tsx';
import { summaryOf } from './summary.ts';
import { TraceTable } from './trace-table.tsx';
import { useLines } from './use-lines.ts';
import { WHOLE, type Zoom } from './zoom.ts';
import { ZoomStrip } from './zoom-strip.tsx';

export interface LineChartProps {
  readonly title: string;
  readonly runs: readonly ChartRun[];
  readonly keys: readonly string[];
  readonly settings: LineSettings;
  /** The group of a run, when lines are grouped. */
  readonly groupOf: ((runId: string) => string) | undefined;
  readonly isTable: boolean;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  readonly enabled: boolean;
}

/** Metrics of runs as lines, with all that can be done on them by pointer and keys. */
export function LineChart(props: LineChartProps): ReactNode {
  const { title, runs, keys, settings, groupOf, isTable, zoom, onZoom, enabled } = props;
  const { x: axis, xKey, xLog } = settings;
  const { lines, isLoading, error, retry } = useLines({
    runs,
    keys,
    query: { x: axis, xKey: axis === 'metric' ? xKey : undefined, scale: xLog ? 'log' : 'linear' },
    range: zoom.x,
    enabled,
  });
  const { smoothing, spread } = settings;
  const traces = useMemo(
    () => makeTraces(lines, runs, keys, { smoothing, spread, groupOf }),
    [lines, runs, keys, smoothing, spread, groupOf],
  );
  const whole = useMemo(() => xExtent(traces, xLog), [traces, xLog]);
  if (error !== undefined && lines.length === 0)
    return <ErrorState error={error} onRetry={retry} what="This chart" />;
  if (isLoading || !enabled)
    return (
      <div role="status" aria-label={`Loading ${title}`} className={styles['loading']}>
        <Skeleton height="100%" />
      </div>
    );
  if (traces.length === 0 || !whole)
    return <EmptyState title="Nothing logged">{emptyReason(settings)}</EmptyState>;
  if (isTable) return <TraceTable title={title} traces={traces} axis={axis} xLabel={axisLabel(settings)} />;
  if (axis !== 'metric' && traces.every((trace) => trace.xs.length + trace.odd.length <= 1))
    return <SingleValues title={title} traces={traces} />;
  return <Plot {...{ title, traces, settings, whole, zoom, onZoom }} />;
}

function emptyReason({ x, xKey, xLog }: LineSettings): string {
  if (x === 'metric')
    return `No shown run has points of this metric together with ${xKey ?? 'the other one'}.`;
  return xLog
    ? 'No point lies where a logarithmic axis can show it.'
    : 'None of the shown runs has this metric.';
}

interface PlotProps {
  readonly title: string;
  readonly traces: ReturnType<typeof makeTraces>;
  readonly settings: LineSettings;
  readonly whole: Range;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
}

function Plot({ title, traces, settings, whole, zoom, onZoom }: PlotProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<LinePlot>(undefined);
  const [cursor, setCursor] = useState<PlotCursor>();
  const highlight = useHighlight();
  const isDark = useIsDark();
  const { x: axis, xLog, yLog, hidesOutliers } = settings;
  const x = zoom.x ?? whole;
  const y = useMemo(
    () => zoom.y ?? yExtent(traces, x, yLog, hidesOutliers),
    // oxlint-disable-next-line react/exhaustive-deps
    [traces, x[0], x[1], zoom.y, yLog, hidesOutliers],
  );
  const zoomTo = (range: Range, high: Zoom['y']): void => onZoom({ x: within(range, whole, xLog), y: high });
  const act = useRef({ onZoom, zoomTo, zoom, setCursor });
  act.current = { onZoom, zoomTo, zoom, setCursor };

  useEffect(() => {
    if (!host.current) return undefined;
    const made = new LinePlot(host.current, {
      onZoom: (range, high) => act.current.zoomTo(range, high ?? act.current.zoom.y),
      onReset: () => act.current.onZoom(WHOLE),
      onCursor: (at) => act.current.setCursor(at),
    });
    plot.current = made;
    const forget = highlight.subscribe((runId) => made.highlight(runId));
    return () => {
      forget();
      made.destroy();
    };
  }, [highlight]);
  useEffect(() => plot.current?.show({ traces, axis, xLog, yLog, x, y }));
  useEffect(() => plot.current?.restyle(), [isDark]);

  const entries = useMemo(() => (cursor ? entriesAt(traces, cursor) : []), [traces, cursor]);
  const pointed = cursor && pointedAt(entries, cursor);
  const pointedRun = pointed?.trace.runIds.length === 1 ? pointed.trace.runIds[0] : undefined;
  const isInside = cursor !== undefined;
  useEffect(() => {
    if (isInside) highlight.point(pointedRun);
    return () => {
      if (isInside) highlight.point(undefined);
    };
  }, [highlight, isInside, pointedRun]);

  const press = (event: KeyboardEvent): void => {
    const change = KEYS[event.key];
    if (!change || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (change === 'reset') onZoom(WHOLE);
    else zoomTo(change(x, xLog), zoom.y);
  };
  const isZoomed = zoom.x !== undefined || zoom.y !== undefined;
  return (
    <div className={styles['plot']}>
      <div
        ref={host}
        className={styles['canvas']}
        role="img"
        aria-label={summaryOf(title, traces, settings, x)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={press}
        data-zoomed={isZoomed || undefined}
      />
      {zoom.x !== undefined && (
        <ZoomStrip
          whole={whole}
          shown={x}
          isLog={xLog}
          label={`What is shown of ${title}`}
          onChange={(shown) => zoomTo(shown, zoom.y)}
        />
      )}
      {cursor && entries.length > 0 && (
        <CursorLegend cursor={cursor} entries={entries} pointed={pointed} axis={axis} />
      )}
    </div>
  );
}

/** What keys do on a chart that has the focus. */
const KEYS: Readonly<Record<string, 'reset' | ((x: Range, isLog: boolean) => Range) | undefined>> = {
  '+': (x, isLog) => zoomRange(x, 0.6, 0.5, isLog),
  '=': (x, isLog) => zoomRange(x, 0.6, 0.5, isLog),
  '-': (x, isLog) => zoomRange(x, 1 / 0.6, 0.5, isLog),
  ArrowLeft: (x, isLog) => moveRange(x, -0.2, isLog),
  ArrowRight: (x, isLog) => moveRange(x, 0.2, isLog),
  '0': 'reset',
};
