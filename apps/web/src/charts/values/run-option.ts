import type { EChartsCoreOption } from 'echarts/core';
import type { ChartRun } from '../contract.ts';
import type { ChartLook } from './look.ts';

/** Ranges that were chosen along axes, by the axis' id. */
export type AxisRanges = ReadonlyMap<string, readonly (readonly [low: number, high: number])[]>;

/** What an ECharts chart shows, and which of its items stand for which run. */
export interface RunOption {
  readonly option: EChartsCoreOption;
  readonly runIdAt: (series: number, index: number) => string | undefined;
  /** How many runs lie within ranges of its axes, where ranges can be chosen. */
  readonly countWithin?: (ranges: AxisRanges) => number;
  readonly placeOf: (runId: string) => { readonly series: number; readonly index: number } | undefined;
}

/** An option whose series number `series` has an item for each of these runs, in their order. */
export function optionOfRuns(option: EChartsCoreOption, runs: readonly ChartRun[], series = 0): RunOption {
  return {
    option,
    runIdAt: (at, index) => (at === series ? runs[index]?.id : undefined),
    placeOf: (runId) => {
      const index = runs.findIndex((run) => run.id === runId);
      return index < 0 ? undefined : { series, index };
    },
  };
}

/** How all charts look: text, and a tooltip that holds what `lines` says, as text and never as markup. */
export function baseOption(
  look: ChartLook,
  lines: (series: number, index: number) => readonly string[],
): EChartsCoreOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: look.font, fontSize: 11, color: look.soft },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.line,
      padding: [6, 9],
      textStyle: { color: look.ink, fontSize: 12 },
      formatter: ({ seriesIndex = 0, dataIndex = 0 }: { seriesIndex?: number; dataIndex?: number }) =>
        asElement(lines(seriesIndex, dataIndex)),
    },
  };
}

function asElement(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  for (const [n, text] of lines.entries()) {
    const line = document.createElement('div');
    line.textContent = text.length > 80 ? `${text.slice(0, 79)}…` : text;
    if (n === 0) line.style.fontWeight = '600';
    box.append(line);
  }
  return box;
}
