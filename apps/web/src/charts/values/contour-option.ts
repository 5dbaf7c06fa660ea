import { fieldName } from '../chart-spec.ts';
import { formatNumber } from '../../format/numbers.ts';
import type { ChartRun } from '../contract.ts';
import type { RunValues } from '../run-values.ts';
import { fieldLine, GRID, gridAxis, shortened } from './axes.ts';
import { axisOf, numberOfValue } from './axis-values.ts';
import { contourImage, interpolate, type Sample } from './contour-surface.ts';
import { type ChartLook, rampOf } from './look.ts';
import { baseOption, optionOfRuns, type RunOption } from './run-option.ts';
import type { ValuesSpec } from './values-chart.tsx';

interface RenderApi {
  coord(point: readonly [number, number]): [number, number];
}

/** A value as a surface over two others: between the runs it is estimated from those nearby. */
export function contourOption(
  spec: Extract<ValuesSpec, { kind: 'contour' }>,
  all: readonly ChartRun[],
  values: RunValues,
  look: ChartLook,
): RunOption {
  const number = (run: ChartRun, field: string): number => {
    const value = numberOfValue(values(run.id, field)) ?? NaN;
    return Math.abs(value) < Number.MAX_VALUE ? value : NaN;
  };
  const sampleOf = (run: ChartRun): Sample => ({
    x: number(run, spec.x),
    y: number(run, spec.y),
    z: number(run, spec.z),
  });
  const runs = all.filter((run) => Object.values(sampleOf(run)).every((value) => !Number.isNaN(value)));
  const samples = runs.map(sampleOf);
  const surface = interpolate(samples);
  const image = surface && contourImage(surface, rampOf(look));
  const option = {
    ...baseOption(look, (_, index) => {
      const run = runs[index];
      return run
        ? [run.name, ...[spec.z, spec.x, spec.y].map((field) => fieldLine(field, run.id, values))]
        : [];
    }),
    grid: { ...GRID, right: 74 },
    xAxis: gridAxis(spec.x, axisOf(spec.x, runs, values), look, true, surface?.x),
    yAxis: gridAxis(spec.y, axisOf(spec.y, runs, values), look, false, surface?.y),
    visualMap: {
      type: 'continuous',
      seriesIndex: 1,
      dimension: 2,
      min: surface?.z[0] ?? 0,
      max: surface?.z[1] ?? 1,
      inRange: { color: [...rampOf(look)] },
      right: 4,
      top: 'middle',
      itemHeight: 90,
      itemWidth: 10,
      text: [shortened(fieldName(spec.z), 9), ''],
      textStyle: { color: look.soft, fontSize: 10 },
      formatter: (value: number) => formatNumber(value),
    },
    series: [
      {
        type: 'custom',
        silent: true,
        tooltip: { show: false },
        data: image ? [0] : [],
        renderItem: (_: unknown, api: RenderApi) => {
          if (!surface || !image) return null;
          const [left, top] = api.coord([surface.x[0], surface.y[1]]);
          const [right, bottom] = api.coord([surface.x[1], surface.y[0]]);
          const [width, height] = [right - left, bottom - top];
          return { type: 'image', style: { image, x: left, y: top, width, height, opacity: 0.85 } };
        },
      },
      {
        type: 'scatter',
        symbolSize: 8,
        itemStyle: { borderColor: look.surface, borderWidth: 1.5 },
        emphasis: { scale: 1.8 },
        data: samples.map(({ x, y, z }) => [x, y, z]),
      },
    ],
  };
  return optionOfRuns(option, runs, 1);
}
