import type uPlot from 'uplot';
import type { LineAxis } from '../../api/histories.ts';
import { readColor } from '../read-color.ts';
import { DURATION_STEPS, formatDurationTick, formatTick } from './ticks.ts';

export interface PlotLook {
  readonly ink: string;
  readonly grid: string;
  readonly surface: string;
  readonly font: string;
}

/** The colours of the theme that is shown, as canvases need them. */
export function lookOf(element: Element): PlotLook {
  const style = getComputedStyle(element);
  return {
    ink: readColor(element, '--ink-faint'),
    grid: readColor(element, '--line'),
    surface: readColor(element, '--surface'),
    font: `11px ${style.fontFamily}`,
  };
}

export interface AxesSetup {
  readonly axis: LineAxis;
  readonly xLog: boolean;
  readonly yLog: boolean;
}

type Bounds = [number, number];

/** uPlot's scales and axes. The scales are set from outside: uPlot neither sees the data nor chooses what is visible. */
export function scalesAndAxes(
  { axis, xLog, yLog }: AxesSetup,
  look: PlotLook,
): Pick<uPlot.Options, 'scales' | 'axes'> {
  const range = (_: uPlot, min: number | null, max: number | null): Bounds => [min ?? 0, max ?? 1];
  const shared: uPlot.Axis = {
    stroke: look.ink,
    font: look.font,
    grid: { stroke: look.grid, width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  const distance = (splits: readonly number[]): number =>
    splits.length > 1 ? Math.abs((splits[1] as number) - (splits[0] as number)) : 0;
  const numbers: uPlot.Axis.DynamicValues = (_, splits) =>
    splits.map((value) => (value === null ? '' : formatTick(value, distance(splits))));
  return {
    scales: {
      x: { time: axis === 'time' && !xLog, auto: false, distr: distribution(xLog), range },
      y: { auto: false, distr: distribution(yLog), range },
    },
    axes: [
      {
        ...shared,
        size: 26,
        space: axis === 'time' ? 90 : 70,
        grid: { show: false },
        ...(axis === 'time' && !xLog
          ? {}
          : axis === 'relative' && !xLog
            ? {
                incrs: [...DURATION_STEPS],
                values: (_: uPlot, splits: number[]) => splits.map(formatDurationTick),
              }
            : {
                values:
                  axis === 'relative'
                    ? (_: uPlot, splits: number[]) => splits.map(formatLogDuration)
                    : numbers,
              }),
      },
      {
        ...shared,
        space: 34,
        values: numbers,
        size: (plot, values) => {
          if (!values) return 36;
          const { font } = plot.ctx;
          plot.ctx.font = look.font;
          const widths = values.map((text) => plot.ctx.measureText(text ?? '').width);
          // uPlot remembers which font it has set last, for its own size of pixels.
          plot.ctx.font = font;
          return Math.min(76, Math.max(28, Math.ceil(Math.max(...widths, 0)) + 14));
        },
      },
    ],
  };
}

/** uPlot leaves out most marks of a logarithmic axis by handing over null. */
function formatLogDuration(ms: number | null): string {
  return ms === null ? '' : formatDurationTick(ms);
}

/** uPlot's numbers for a linear and a logarithmic scale, which it declares as an enum that is not there at run time. */
function distribution(isLog: boolean): uPlot.Scale.Distr {
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- its type is an enum, its values are numbers
  return isLog ? 3 : 1;
}
