import type { Locator, Page } from 'playwright-core';
import { metricName, paramName, type Seeded } from './seed.ts';
import { type Sight, sight } from './stopwatch.ts';

/** One web interface: where its pages are, and when they show what they are opened for. */
export interface WebInterface {
  readonly name: string;
  readonly url: string;
  readonly seeded: Seeded;
  readonly runs: string;
  /** Where one types a filter, which Enter sets. */
  filterBox(page: Page): Locator;
  /** A page with a line chart of one metric of these runs. */
  chart(runIds: readonly string[]): string;
  /** So many lines are drawn. */
  chartDrawn(lines: number): Sight;
  compare(runIds: readonly string[]): string;
}

const [METRIC, PARAM] = [metricName(0), paramName(0)];
const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

/** The links of runs `there` are in a table, and those of runs `gone` are not. */
export const runsShown = (there: readonly string[], gone: readonly string[] = []): Sight =>
  sight(
    ([wanted, unwanted]) => {
      const links = new Set([...document.querySelectorAll('a')].map((link) => link.textContent));
      return wanted.every((name) => links.has(name)) && !unwanted.some((name) => links.has(name));
    },
    [there, gone] as const,
  );

/** A comparison shows the first parameter and the first metric. */
export const COMPARISON_SHOWN = sight(
  (keys) => {
    const seen = new Set<string | null>();
    for (const element of document.querySelectorAll('#root *'))
      if (element.childElementCount === 0) seen.add(element.textContent);
    return keys.every((key) => seen.has(key));
  },
  [PARAM, METRIC],
);

/** Millrace's chart of a metric says that it draws so many lines. */
export const linesDrawn = (key: string, lines: number): Sight =>
  sight(
    ([start, end]) =>
      [...document.querySelectorAll('[role=img]')].some((image) => {
        const label = image.getAttribute('aria-label') ?? '';
        return label.startsWith(start) && label.includes(end);
      }),
    [`Line chart: ${key} `, ` ${lines} lines`] as const,
  );

export function millrace(url: string, seeded: Seeded): WebInterface {
  const compare = (runIds: readonly string[]): string =>
    `#/compare-runs?runs=${json(runIds)}&experiments=${json([seeded.experimentId])}`;
  return {
    name: 'Millrace',
    url,
    seeded,
    runs: `#/experiments/${seeded.experimentId}/runs`,
    filterBox: (page) => page.getByRole('combobox', { name: 'Filter runs' }),
    chart: (runIds) => `${compare(runIds)}&tab=charts`,
    chartDrawn: (lines) => linesDrawn(METRIC, lines),
    compare,
  };
}

export function mlflow(url: string, seeded: Seeded): WebInterface {
  const experiments = json([seeded.experimentId]);
  return {
    name: 'MLflow',
    url,
    seeded,
    runs: `#/experiments/${seeded.experimentId}/runs`,
    filterBox: (page) => page.getByPlaceholder('metrics.rmse < 1'),
    chart: (runIds) =>
      `#/metric/${METRIC}?runs=${json(runIds)}&experiments=${experiments}&metric=${json(METRIC)}` +
      `&plot_metric_keys=${json([METRIC])}&plot_layout=${json({ autosize: true, xaxis: {}, yaxis: {} })}` +
      '&x_axis=step&y_axis_scale=linear&line_smoothness=1&show_point=false' +
      '&deselected_curves=[]&last_linear_y_axis_range=[]',
    chartDrawn: (lines) =>
      sight((count) => document.querySelectorAll('.js-plotly-plot path.js-line').length >= count, lines),
    compare: (runIds) => `#/compare-runs?runs=${json(runIds)}&experiments=${experiments}`,
  };
}
