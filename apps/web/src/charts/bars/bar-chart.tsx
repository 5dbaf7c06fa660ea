import { type ReactNode, useMemo } from 'react';
import { EmptyState } from '../../components/states.tsx';
import type { ChartSpec } from '../chart-spec.ts';
import { lineColor } from '../colors.ts';
import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';
import { numberOfValue } from '../values/axis-values.ts';
import { type ValueBar, ValueBars } from './value-bars.tsx';

export interface BarChartProps {
  readonly title: string;
  readonly spec: Extract<ChartSpec, { kind: 'bar' }>;
  readonly runs: readonly ChartRun[];
  readonly values: RunValues;
}

/** A value of each run, or its mean for each group of runs, the highest first. */
export function BarChart({ title, spec, runs, values }: BarChartProps): ReactNode {
  const bars = useMemo(() => barsOf(spec, runs, values), [spec, runs, values]);
  if (bars.length === 0)
    return <EmptyState title="No values">None of the shown runs has this value.</EmptyState>;
  return <ValueBars title={title} bars={bars} />;
}

function barsOf(
  { field, groupBy }: BarChartProps['spec'],
  runs: readonly ChartRun[],
  values: RunValues,
): ValueBar[] {
  const single = runs.flatMap((run): ValueBar[] => {
    const value = numberOfValue(values(run.id, field));
    return value === undefined
      ? []
      : [{ id: run.id, runIds: [run.id], label: run.name, color: run.color, value, spread: undefined }];
  });
  const bars =
    groupBy === undefined ? single : groupsOf(single, (id) => String(values(id, groupBy) ?? 'none'));
  // What is no number stands last.
  return bars.sort((a, b) => (Number.isNaN(a.value) ? 1 : Number.isNaN(b.value) ? -1 : b.value - a.value));
}

function groupsOf(bars: readonly ValueBar[], groupOf: (runId: string) => string): ValueBar[] {
  const groups = Map.groupBy(bars, (bar) => groupOf(bar.id));
  return [...groups].map(([group, members], index) => {
    const numbers = members.map((bar) => bar.value).filter((value) => !Number.isNaN(value));
    return {
      id: group,
      runIds: members.map((bar) => bar.id),
      label: `${group} (${members.length})`,
      color: lineColor(index),
      value: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
      spread: numbers.length > 1 ? ([Math.min(...numbers), Math.max(...numbers)] as const) : undefined,
    };
  });
}
