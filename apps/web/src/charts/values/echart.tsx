import { type ReactNode, useEffect, useRef } from 'react';
import { useIsDark } from '../../app/theme.ts';
import type { ChartRun } from '../contract.ts';
import { useHighlight } from '../highlight.ts';
import { init } from './echarts-core.ts';
import { type ChartLook, chartLookOf } from './look.ts';
import type { RunOption } from './run-option.ts';

type Chart = ReturnType<typeof init>;

export interface EChartProps {
  /** The chart in a sentence. */
  readonly label: string;
  readonly runs: readonly ChartRun[];
  readonly makeOption: (look: ChartLook) => RunOption;
  /** What the option is made of: it is made anew when one of these is another. */
  readonly optionKey: readonly unknown[];
  /** How many runs lie within the ranges that were drawn along axes; undefined without ranges. */
  readonly onChosen?: (count: number | undefined) => void;
}

/** An ECharts chart whose items are runs: pointing at one highlights it everywhere, and the other way round. */
export function EChart({ label, runs, makeOption, optionKey, onChosen }: EChartProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  const shown = useRef<RunOption>(undefined);
  const highlight = useHighlight();
  const isDark = useIsDark();
  const ranges = useRef(new Map<string, readonly (readonly [number, number])[]>());
  const tellChosen = useRef(onChosen);
  tellChosen.current = onChosen;
  useEffect(() => {
    if (!host.current) return undefined;
    const made = init(host.current, undefined, { renderer: 'canvas' });
    chart.current = made;
    const resizes = new ResizeObserver(() => made.resize());
    resizes.observe(host.current);
    made.on('mouseover', ({ seriesIndex = 0, dataIndex }) =>
      highlight.point(shown.current?.runIdAt(seriesIndex, dataIndex)),
    );
    made.on('mouseout', () => highlight.point(undefined));
    made.on('axisareaselected', (event) => {
      const { parallelAxisId, intervals } = event as AreaSelected;
      ranges.current.set(parallelAxisId, intervals ?? []);
      const isAny = [...ranges.current.values()].some((each) => each.length > 0);
      tellChosen.current?.(isAny ? shown.current?.countWithin?.(ranges.current) : undefined);
    });
    const forget = highlight.subscribe((runId) => emphasize(made, shown.current, runId));
    return () => {
      forget();
      resizes.disconnect();
      made.dispose();
    };
  }, [highlight]);
  useEffect(() => {
    if (!host.current || !chart.current) return;
    ranges.current.clear();
    tellChosen.current?.(undefined);
    shown.current = makeOption(chartLookOf(host.current, isDark));
    chart.current.setOption(shown.current.option, { notMerge: true });
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isDark, ...optionKey]);
  return (
    <div
      ref={host}
      role="img"
      aria-label={label}
      data-runs={runs.length}
      style={{ width: '100%', height: '100%' }}
    />
  );
}

/** What ECharts tells of a range along an axis of parallel coordinates. */
interface AreaSelected {
  readonly parallelAxisId: string;
  readonly intervals?: readonly (readonly [number, number])[];
}

function emphasize(chart: Chart, shown: RunOption | undefined, runId: string | undefined): void {
  chart.dispatchAction({ type: 'downplay' });
  const at = runId === undefined ? undefined : shown?.placeOf(runId);
  if (at) chart.dispatchAction({ type: 'highlight', seriesIndex: at.series, dataIndex: at.index });
}
