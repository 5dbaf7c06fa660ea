import type { Page } from 'playwright-core';
import { metricName, paramName, type Seeded } from './seed.ts';

/** One web interface: where its pages are, and when they show what they are opened for. */
export interface WebInterface {
  readonly name: string;
  readonly url: string;
  readonly seeded: Seeded;
  readonly runs: string;
  setFilter(page: Page, filter: string): Promise<void>;
  /** A page with a line chart of one metric of these runs. */
  chart(runIds: readonly string[]): string;
  /** Resolves when the lines are drawn. */
  chartDrawn(page: Page, lines: number): Promise<void>;
  compare(runIds: readonly string[]): string;
}

/** The longest that is waited for. */
export const MOST_MS = 180_000;
const [METRIC, PARAM] = [metricName(0), paramName(0)];
const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

/**
 * Resolves with what `find` found, looked for in each frame that the browser draws. Playwright's own waits look ever more rarely, in
 * the end twice a second, which hides what differs by less.
 */
async function untilFrame<Argument>(
  page: Page,
  find: (argument: Argument) => boolean,
  argument: Argument,
): Promise<void> {
  await page.waitForFunction<boolean, Argument>(find as never, argument, {
    timeout: MOST_MS,
    polling: 'raf',
  });
}

/** Resolves when a run's link is in a table, or is no longer. */
export const runShown = (page: Page, name: string, isShown = true): Promise<void> =>
  untilFrame(
    page,
    ([text, wanted]) =>
      [...document.querySelectorAll('a')].some((link) => link.textContent === text) === wanted,
    [name, isShown] as const,
  );

/** Resolves when a comparison shows the first parameter and the first metric. */
export const comparisonShown = (page: Page): Promise<void> =>
  untilFrame(
    page,
    (keys) => {
      const seen = new Set<string | null>();
      for (const element of document.querySelectorAll('#root *'))
        if (element.childElementCount === 0) seen.add(element.textContent);
      return keys.every((key) => seen.has(key));
    },
    [PARAM, METRIC],
  );

/** Resolves when Millrace's chart of a metric says that it draws so many lines. */
export const linesDrawn = (page: Page, key: string, lines: number): Promise<void> =>
  untilFrame(
    page,
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
    async setFilter(page, filter) {
      const box = page.getByRole('combobox', { name: 'Filter runs' });
      await box.fill(filter);
      await box.press('Enter');
    },
    chart: (runIds) => `${compare(runIds)}&tab=charts`,
    chartDrawn: (page, lines) => linesDrawn(page, METRIC, lines),
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
    async setFilter(page, filter) {
      const box = page.getByPlaceholder('metrics.rmse < 1');
      await box.fill(filter);
      await box.press('Enter');
    },
    chart: (runIds) =>
      `#/metric/${METRIC}?runs=${json(runIds)}&experiments=${experiments}&metric=${json(METRIC)}` +
      `&plot_metric_keys=${json([METRIC])}&plot_layout=${json({ autosize: true, xaxis: {}, yaxis: {} })}` +
      '&x_axis=step&y_axis_scale=linear&line_smoothness=1&show_point=false' +
      '&deselected_curves=[]&last_linear_y_axis_range=[]',
    async chartDrawn(page, lines) {
      await untilFrame(
        page,
        (count) => document.querySelectorAll('.js-plotly-plot path.js-line').length >= count,
        lines,
      );
    },
    compare: (runIds) => `#/compare-runs?runs=${json(runIds)}&experiments=${experiments}`,
  };
}
