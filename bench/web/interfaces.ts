import type { Locator, Page } from 'playwright-core';
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

/** The line of a run in a table. */
export const runLink = (page: Page, name: string): Locator =>
  page.getByRole('link', { name, exact: true }).first();

/** Resolves when a comparison shows the first parameter and the first metric. */
export async function comparisonShown(page: Page): Promise<void> {
  for (const key of [PARAM, METRIC])
    await page.getByText(key, { exact: true }).last().waitFor({ state: 'attached', timeout: MOST_MS });
}

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
    chartDrawn: (page, lines) =>
      page
        .getByRole('img', { name: new RegExp(`^Line chart: ${METRIC} .* ${lines} lines`) })
        .waitFor({ timeout: MOST_MS }),
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
      await page.waitForFunction(
        (count) => document.querySelectorAll('.js-plotly-plot path.js-line').length >= count,
        lines,
        { timeout: MOST_MS },
      );
    },
    compare: (runIds) => `#/compare-runs?runs=${json(runIds)}&experiments=${experiments}`,
  };
}
