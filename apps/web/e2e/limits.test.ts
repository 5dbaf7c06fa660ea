import { expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Rest } from '../../../tests/support/rest.ts';
import { accessibilityProblems } from './accessibility.ts';
import { ChartsPage } from './charts-page.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { RunsPage } from './runs-page.ts';
import { logPoints } from './seed-charts.ts';
import { seedExperiment, seedRun } from './seed-runs.ts';
import { useStage } from './stage.ts';

const MILLION = 1_000_000;
/** The longest that MLflow's protocol lets a key be. */
const LONG_KEY = `${'key/'.repeat(62)}xy`;
const ARABIC = 'دقة النموذج';
const LONG_NAME = `שלום 🌊 ${'name-'.repeat(190)}`;

describeInBrowser('what is at its limits', () => {
  let experimentId = '';
  let million = '';
  let odd = '';
  const stage = useStage(
    async (rest) => {
      experimentId = await seedExperiment(rest, 'limits 🌊 قيود');
      million = await seedRun(rest, experimentId, { name: 'a million points' });
      await logMillion(rest, million);
      odd = await seedRun(rest, experimentId, {
        name: LONG_NAME,
        params: { [LONG_KEY]: '🐋'.repeat(500), [ARABIC]: 'نعم' },
        tags: { [LONG_KEY]: 'x'.repeat(1_000) },
        metrics: { one: [0.5], [LONG_KEY]: [1, 2, 3], [ARABIC]: [0.1, 0.9] },
      });
      await logPoints(
        rest,
        odd,
        'no steps',
        [1, 2, 3].map((value) => ({ step: 0, value, timestamp: value * 1_000 })),
      );
      await logPoints(
        rest,
        odd,
        'never a number',
        ['NaN', 'Infinity', '-Infinity'].map((value, step) => ({ step, value })),
      );
      await logPoints(
        rest,
        odd,
        'negative steps',
        [-5, 0, 5].map((step) => ({ step, value: step * 1e300 })),
      );
    },
    [/status of 400/],
  );

  test('a million points are drawn in no time, with their extremes, and read finely where one looks closer', async () => {
    const page = await stage().open(`#/experiments/${experimentId}/runs/${million}/model-metrics`);
    const charts = new ChartsPage(page);
    await charts.plot('wave').waitFor();
    expect(await charts.span('wave')).toEqual([0, MILLION - 1]);
    const { lines } = (await (
      await fetch(`${stage().url}/api/millrace/metrics/histories`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ run_ids: [million], metric_keys: ['wave'], max_points: 2_000 }),
      })
    ).json()) as { lines: { total: number; value: number[] }[] };
    expect(lines[0]?.total).toBe(MILLION);
    expect(Math.max(...(lines[0]?.value ?? []))).toBe(40);
    for (let presses = 0; presses < 12; presses++) await charts.plot('wave').press('+');
    await page.waitForResponse((response) => /"from":/.test(response.request().postData() ?? ''));
    const [low, high] = await charts.span('wave');
    expect(high - low).toBeLessThan(3_000);
  });

  test('long, right-to-left and emoji names stand in the table without pushing others away', async () => {
    const page = await stage().open(`#/experiments/${experimentId}`, { width: 1600 });
    const runs = new RunsPage(page);
    const row = runs.grid.getByRole('row').filter({ hasText: 'שלום' });
    const cell = (key: string): Locator => row.locator(`[data-column="metric:${key}"]`);
    await cell(ARABIC).getByText('0.9').waitFor();
    await cell('negative steps').getByText('5e300').waitFor();
    await cell('never a number').getByText('−∞').waitFor();
    const widths = await runs.grid
      .getByRole('columnheader')
      .evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().width));
    expect(Math.max(...widths)).toBeLessThanOrEqual(300);
    expect((await row.boundingBox())?.height).toBeLessThan(50);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1600);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('charts of one point, of no steps, and of no number at all say what there is', async () => {
    const page = await stage().open(`#/experiments/${experimentId}/runs/${odd}/model-metrics`, {
      height: 1_800,
    });
    const charts = new ChartsPage(page);
    await charts.chart('one').getByText('0.5').waitFor();
    await charts.plot('no steps').waitFor();
    expect(await charts.label('no steps')).toContain('1 line');
    await charts.plot('never a number').waitFor();
    await charts.plot('negative steps').waitFor();
    expect(await charts.span('negative steps')).toEqual([-5, 5]);
    await charts.chart(LONG_KEY).first().waitFor();
    expect(await page.evaluate(() => (document.querySelector('#main')?.scrollWidth ?? 0) <= innerWidth)).toBe(
      true,
    );
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a key of 1,000 characters is refused with what would be right, and what was typed stays', async () => {
    const page = await stage().open(`#/experiments/${experimentId}/runs/${odd}`);
    await page.getByRole('button', { name: 'Add tag' }).click();
    const form = page.getByRole('dialog', { name: 'Add a tag' });
    await form.getByLabel('Key').fill('k'.repeat(1_000));
    await form.getByLabel('Value').fill('v');
    const typed = await form.getByLabel('Key').inputValue();
    await form.getByRole('button', { name: 'Save' }).click();
    if (typed.length > 250) {
      await form.getByRole('alert').getByText(/250/).waitFor();
      expect(await form.getByLabel('Key').inputValue()).toBe(typed);
    } else await form.waitFor({ state: 'detached' });
  });

  test('Escape closes completions of the filter and leaves what was typed', async () => {
    const page = await stage().open(`#/experiments/${experimentId}`);
    const runs = new RunsPage(page);
    await runs.row('a million points').waitFor();
    await runs.filter.fill('metrics.o');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    expect(await runs.filter.inputValue()).toBe('metrics.o');
  });
});

/** A wave of a million points with one spike. */
async function logMillion(rest: Rest, runId: string): Promise<void> {
  const part = 100_000;
  await Promise.all(
    Array.from({ length: MILLION / part }, (_, place) =>
      logPoints(
        rest,
        runId,
        'wave',
        Array.from({ length: part }, (__, index) => {
          const step = place * part + index;
          return {
            step,
            value: step === 654_321 ? 40 : Math.sin(step / 9_000),
            timestamp: 1_700_000_000_000 + step,
          };
        }),
      ),
    ),
  );
}
