import { ChartLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/states.tsx';
import type { ChartRun } from './contract.ts';

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
}

/** A grid of line charts of the given runs and metrics, in sections by prefix. */
export default function MetricCharts({ keys }: MetricChartsProps): ReactNode {
  return (
    <EmptyState icon={<ChartLine aria-hidden />} title={keys.length === 0 ? 'No metrics' : 'No charts yet'} />
  );
}
