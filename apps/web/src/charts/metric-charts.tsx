import { type ReactNode, useMemo } from 'react';
import { useStored } from '../app/stored.ts';
import { readArrangement, writeArrangement } from './arrangement.ts';
import { ChartsBoard } from './charts-board.tsx';
import type { ChartRun, ChartsView } from './contract.ts';

export interface MetricChartsProps {
  readonly runs: readonly ChartRun[];
  /** The metrics to draw, a chart for each; those below `system/` stand in a part of their own. */
  readonly keys: readonly string[];
  /** Follow runs as they log. True unless told otherwise; it costs nothing when no run is running. */
  readonly live?: boolean;
  /** Under which name this browser remembers how the charts are set: `run-charts`. */
  readonly remember: string;
  /** The run under the pointer, where the page shows it elsewhere too. */
  readonly highlighted?: string | undefined;
  readonly onHighlight?: (runId: string | undefined) => void;
  /** Parameters and tags that lines can be grouped by, and other charts show. */
  readonly params?: readonly string[];
  readonly tags?: readonly string[];
}

const NONE: readonly string[] = [];

/** A grid of charts of the given runs and metrics, in sections by prefix. */
export default function MetricCharts(props: MetricChartsProps): ReactNode {
  const { runs, keys, live = true, remember, highlighted, onHighlight, params = NONE, tags = NONE } = props;
  const [view, setView] = useStored<ChartsView | undefined>(`charts.${remember}`, undefined);
  const arrangement = useMemo(() => readArrangement(view), [view]);
  const all = useMemo(() => ({ metrics: keys, params, tags }), [keys, params, tags]);
  return (
    <ChartsBoard
      runs={runs}
      keys={all}
      arrangement={arrangement}
      onArrange={(next) => setView(writeArrangement(next))}
      highlighted={highlighted}
      onHighlight={onHighlight ?? ignore}
      isLive={live}
    />
  );
}

function ignore(): void {}
