import { formatNumber } from '../../format/numbers.ts';
import { lineColor } from '../colors.ts';
import { compareTexts } from '../compare-texts.ts';
import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';
import { fieldLine, GRID, gridAxis, shortened } from './axes.ts';
import { axisOf, numberOfValue } from './axis-values.ts';
import type { ChartLook } from './look.ts';
import { baseOption, optionOfRuns, type RunOption } from './run-option.ts';
import type { ValuesSpec } from './values-chart.tsx';

/** How a value spreads in each group of runs: quartiles, the reach of what is no outlier, and every run as a dot. */
export function boxOption(
  spec: Extract<ValuesSpec, { kind: 'box' }>,
  all: readonly ChartRun[],
  values: RunValues,
  look: ChartLook,
): RunOption {
  const numberOf = (run: ChartRun): number | undefined => {
    const value = numberOfValue(values(run.id, spec.field));
    return value !== undefined && Math.abs(value) < Number.MAX_VALUE ? value : undefined;
  };
  const runs = all.filter((run) => numberOf(run) !== undefined);
  const groupOf = (run: ChartRun): string => String(values(run.id, spec.groupBy) ?? 'none');
  const groups = [...new Set(runs.map(groupOf))].sort(compareTexts);
  const boxes = groups.map((group) =>
    fiveNumbers(runs.filter((run) => groupOf(run) === group).map((run) => numberOf(run) ?? NaN)),
  );
  const option = {
    ...baseOption(look, (series, index) => {
      const run = runs[index];
      if (series === 1)
        return run
          ? [run.name, fieldLine(spec.field, run.id, values), fieldLine(spec.groupBy, run.id, values)]
          : [];
      const names = ['Lowest', 'Lower quarter', 'Median', 'Upper quarter', 'Highest'];
      const box = boxes[index] ?? [];
      return [
        groups[index] ?? '',
        ...names.map((name, n) => `${name}: ${formatNumber(box[n] ?? NaN)}`).reverse(),
      ];
    }),
    grid: GRID,
    xAxis: {
      ...gridAxis(spec.groupBy, { type: 'text', of: () => undefined, texts: groups }, look, true),
      data: groups.map((group) => shortened(group, 16)),
    },
    yAxis: gridAxis(spec.field, axisOf(spec.field, runs, values), look, false),
    series: [
      {
        type: 'boxplot',
        boxWidth: [12, 46],
        data: boxes.map((value, index) => ({
          value,
          itemStyle: { color: 'transparent', borderColor: lineColor(index), borderWidth: 1.6 },
        })),
      },
      {
        type: 'scatter',
        symbolSize: 5,
        itemStyle: { opacity: 0.7 },
        emphasis: { scale: 2 },
        data: runs.map((run) => ({
          value: [groups.indexOf(groupOf(run)), numberOf(run)],
          itemStyle: { color: lineColor(groups.indexOf(groupOf(run))) },
        })),
      },
    ],
  };
  return optionOfRuns(option, runs, 1);
}

/** The whiskers reach as far as one and a half times the box; what lies beyond stands as dots alone. */
export function fiveNumbers(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? NaN;
    return low + ((sorted[Math.ceil(place)] ?? NaN) - low) * (place % 1);
  };
  const [lower, middle, upper] = [at(0.25), at(0.5), at(0.75)];
  const reach = 1.5 * (upper - lower);
  const inside = sorted.filter((value) => value >= lower - reach && value <= upper + reach);
  return [inside[0] ?? lower, lower, middle, upper, inside.at(-1) ?? upper];
}
