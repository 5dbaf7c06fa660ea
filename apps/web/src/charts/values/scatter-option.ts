import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';
import { fieldLine, GRID, gridAxis } from './axes.ts';
import { axisOf } from './axis-values.ts';
import { type ChartLook, rampOf } from './look.ts';
import { rampColor, shareBetween } from './ramp.ts';
import { baseOption, optionOfRuns, type RunOption } from './run-option.ts';
import type { ValuesSpec } from './values-chart.tsx';

/** Runs as points by two of their values, coloured by a third or as they are everywhere. */
export function scatterOption(
  spec: Extract<ValuesSpec, { kind: 'scatter' }>,
  all: readonly ChartRun[],
  values: RunValues,
  look: ChartLook,
): RunOption {
  const [x, y] = [axisOf(spec.x, all, values), axisOf(spec.y, all, values)];
  const runs = all.filter((run) => x.of(run.id) !== undefined && y.of(run.id) !== undefined);
  const colorOf = runColors(spec.color, runs, values, look);
  const fields = [spec.x, spec.y, ...(spec.color === undefined ? [] : [spec.color])];
  const option = {
    ...baseOption(look, (_, index) => {
      const run = runs[index];
      return run ? [run.name, ...fields.map((field) => fieldLine(field, run.id, values))] : [];
    }),
    grid: GRID,
    xAxis: gridAxis(spec.x, x, look, true),
    yAxis: gridAxis(spec.y, y, look, false),
    series: [
      {
        type: 'scatter',
        symbolSize: runs.length > 200 ? 6 : 9,
        itemStyle: { opacity: 0.85, borderColor: look.surface, borderWidth: 1 },
        emphasis: { scale: 1.6, focus: 'self', itemStyle: { opacity: 1 } },
        blur: { itemStyle: { opacity: 0.2 } },
        data: runs.map((run) => ({
          value: [x.of(run.id), y.of(run.id)],
          itemStyle: { color: colorOf(run) },
        })),
      },
    ],
  };
  return optionOfRuns(option, runs);
}

/** By a value where there is one that is a number; else the run's own colour. */
export function runColors(
  field: string | undefined,
  runs: readonly ChartRun[],
  values: RunValues,
  look: ChartLook,
): (run: ChartRun) => string {
  const ramp = rampOf(look);
  if (field === undefined) return (run) => run.color;
  const axis = axisOf(field, runs, values);
  if (axis.type === 'text') {
    const share = (text: string): number => axis.texts.indexOf(text) / Math.max(1, axis.texts.length - 1);
    return (run) => rampColor(ramp, share(axis.of(run.id) ?? ''));
  }
  const share = shareBetween(runs.flatMap((run) => axis.of(run.id) ?? []));
  return (run) => {
    const value = axis.of(run.id);
    return value === undefined ? 'rgb(140 140 140)' : rampColor(ramp, share(value));
  };
}
