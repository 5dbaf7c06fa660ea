import type { RunField } from '../chart-spec.ts';
import { fieldName } from '../chart-spec.ts';
import { formatNumber } from '../../format/numbers.ts';
import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';
import { fieldLine, shortened } from './axes.ts';
import { axisOf } from './axis-values.ts';
import type { ChartLook } from './look.ts';
import { baseOption, optionOfRuns, type RunOption } from './run-option.ts';
import { runColors } from './scatter-option.ts';

/** Runs as lines across an axis for each value; the last gives the colours. A drag along an axis leaves only the runs in that range. */
export function parallelOption(
  fields: readonly RunField[],
  all: readonly ChartRun[],
  values: RunValues,
  look: ChartLook,
): RunOption {
  const axes = fields.map((field) => axisOf(field, all, values));
  // A line that has no value somewhere would be broken off: such runs are left out.
  const runs = all.filter((run) => axes.every((axis) => axis.of(run.id) !== undefined));
  const colorOf = runColors(fields.at(-1), runs, values, look);
  const option = {
    ...baseOption(look, (_, index) => {
      const run = runs[index];
      return run ? [run.name, ...fields.map((field) => fieldLine(field, run.id, values))] : [];
    }),
    parallel: { left: 46, right: 64, top: 36, bottom: 18, parallelAxisDefault: {} },
    parallelAxis: axes.map((axis, dim) => ({
      dim,
      id: String(dim),
      name: shortened(fieldName(fields[dim] ?? ''), 18),
      nameTextStyle: { color: look.ink, fontSize: 11 },
      nameGap: 12,
      ...(axis.type === 'number' ? { type: 'value', scale: true } : { type: 'category', data: axis.texts }),
      axisLine: { lineStyle: { color: look.soft } },
      axisTick: { show: false },
      axisLabel: {
        color: look.soft,
        fontSize: 10,
        formatter: (value: number | string) =>
          typeof value === 'number' ? formatNumber(value) : shortened(value, 10),
      },
      areaSelectStyle: {
        width: 18,
        color: look.accent,
        opacity: 0.22,
        borderColor: look.accent,
        borderWidth: 1,
      },
    })),
    series: [
      {
        type: 'parallel',
        smooth: 0.12,
        inactiveOpacity: 0.04,
        activeOpacity: 0.9,
        lineStyle: { width: 1.6, opacity: 0.7 },
        emphasis: { lineStyle: { width: 3.2, opacity: 1 } },
        data: runs.map((run) => ({
          value: axes.map((axis) => axis.of(run.id)),
          lineStyle: { color: colorOf(run) },
        })),
      },
    ],
  };
  return {
    ...optionOfRuns(option, runs),
    countWithin: (ranges) =>
      runs.filter((run) =>
        axes.every((axis, dim) => {
          const value = axis.type === 'number' ? axis.of(run.id) : axis.texts.indexOf(axis.of(run.id) ?? '');
          const own = ranges.get(String(dim)) ?? [];
          return (
            own.length === 0 ||
            own.some(([low, high]) => value !== undefined && value >= low && value <= high)
          );
        }),
      ).length,
  };
}
