import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { logPoints, seedCharts } from './seed-charts.ts';
import { seedRun } from './seed-runs.ts';
import { useStage } from './stage.ts';

const chart = (page: Page, name: string): Locator => page.getByRole('article', { name, exact: true });
const plot = (page: Page, name: string): Locator => chart(page, name).getByRole('img');

describeInBrowser('charts beside the runs table', () => {
  let experimentId = '';
  let runIds: string[] = [];
  const stage = useStage(async (rest) => {
    ({ experimentId, runIds } = await seedCharts(rest));
  });

  async function openCharts(options: Parameters<ReturnType<typeof stage>['open']>[1] = {}): Promise<Page> {
    const page = await stage().open(`#/experiments/${experimentId}`, {
      width: 1500,
      height: 1700,
      ...options,
    });
    await page.getByText('reef-0').first().waitFor();
    await page.getByRole('button', { name: 'Charts' }).click();
    await chart(page, 'test_accuracy').waitFor();
    return page;
  }

  /** The part of a chart at these shares of its width and height. */
  async function pointAt(page: Page, name: string, x: number, y: number): Promise<[number, number]> {
    await plot(page, name).scrollIntoViewIfNeeded();
    const box = await plot(page, name).boundingBox();
    if (!box) throw new Error(`There is no chart ${name}.`);
    return [box.x + box.width * x, box.y + box.height * y];
  }

  async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 6 });
    await page.mouse.up();
  }

  test('stand in sections by prefix, say in words what they show, and have no accessibility problem', async () => {
    const page = await openCharts();
    await plot(page, 'gradient_norm').waitFor();
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings).toEqual(['Metrics2', 'train2', 'val1', 'System metrics1']);
    await plot(page, 'train/loss').waitFor();
    expect(await plot(page, 'train/loss').getAttribute('aria-label')).toMatch(
      /^Line chart: train\/loss over step, 0 to 1,499, 12 lines\. Last values from 0\.\d+ \(.+\) to 0\.\d+ \(.+\)\.$/,
    );
    // Logged once by each run: bars, which read as a table.
    await chart(page, 'test_accuracy').getByRole('rowheader', { name: 'reef-3' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Find a chart').fill('accuracy');
    await chart(page, 'train/loss').waitFor({ state: 'detached' });
    expect(await page.getByRole('article').count()).toBe(2);
  });

  test('name what is under the pointer, and highlight that run in every chart and the table', async () => {
    const page = await openCharts();
    await plot(page, 'val/accuracy').waitFor();
    await page.mouse.move(...(await pointAt(page, 'val/accuracy', 0.7, 0.25)));
    await page.locator('[data-pointed]').waitFor();
    const dimmed = chart(page, 'test_accuracy').locator('tr[data-dim]');
    await dimmed.nth(10).waitFor();
    expect(await dimmed.count()).toBe(11);
    await page.mouse.move(5, 5);
    await page.locator('[data-pointed]').waitFor({ state: 'detached' });
    await dimmed.first().waitFor({ state: 'detached' });
  });

  test('are drawn over time, over another metric, smoothed, grouped, and without outliers', async () => {
    const page = await openCharts();
    await plot(page, 'train/loss').waitFor();
    const label = (): Promise<string> =>
      plot(page, 'train/loss')
        .getAttribute('aria-label')
        .then((text) => text ?? '');
    const choose = async (axis: string): Promise<void> => {
      await page.getByRole('combobox', { name: 'X axis' }).click();
      await page.getByRole('option', { name: axis, exact: true }).click();
      await plot(page, 'train/loss').waitFor();
    };
    await choose('Over time since start');
    await page.waitForFunction(() =>
      document.querySelector('[aria-label*="train/loss over time since start, 0 to 24 min"]'),
    );
    await choose('Over a metric');
    await page.getByRole('button', { name: /^Metric of the x axis/ }).click();
    await page.getByRole('list').getByRole('button', { name: 'train/epoch', exact: true }).click();
    await page.waitForFunction(() =>
      document.querySelector('[aria-label*="train/loss over train/epoch, 0 to 29, 12 lines"]'),
    );
    await choose('Over steps');
    await page.getByLabel('Smoothing').fill('0.8');
    await page.getByRole('button', { name: 'Chart settings' }).click();
    await page.getByText('Leave outliers out of view').click();
    await page.getByText('Logarithmic y axis').click();
    await page.getByRole('button', { name: /^Group lines by/ }).click();
    await page.getByRole('button', { name: 'lr parameter' }).click();
    await page.waitForFunction(() =>
      document.querySelector('[aria-label*="train/loss over step,"][aria-label*="3 lines"]'),
    );
    expect(await label()).toContain('(0.001 (4))');
    await chart(page, 'test_accuracy').getByRole('rowheader', { name: '0.003 (4)' }).waitFor();
  });

  test('can be tables', async () => {
    const page = await openCharts();
    await chart(page, 'gradient_norm').hover();
    await chart(page, 'gradient_norm')
      .getByRole('button', { name: /^More for/ })
      .click();
    await page.getByRole('menuitem', { name: 'Show as a table' }).click();
    const table = chart(page, 'gradient_norm').getByRole('table');
    expect(await table.getByRole('row').count()).toBe(4);
    expect(await table.getByRole('row').nth(1).textContent()).toMatch(/reef-2/);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('are added, edited, moved, resized and removed, and stay so with the view', async () => {
    const page = await openCharts();
    const dialog = page.getByRole('dialog', { name: 'Add chart' });
    const pick = async (field: string, choice: string): Promise<void> => {
      await dialog.getByRole('button', { name: new RegExp(`^${field}`) }).click();
      await page
        .getByRole('list', { name: field })
        .getByRole('button', { name: choice, exact: true })
        .click();
    };
    const add = async (kind: string, fields: () => Promise<void>): Promise<void> => {
      await page.getByRole('button', { name: 'Add chart' }).click();
      await dialog.getByLabel('Kind of chart').click();
      await page.getByRole('option', { name: kind }).click();
      await fields();
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await add('Contour plot', async () => {
      await pick('X', 'lr parameter');
      await pick('Y', 'val/accuracy metric');
      await pick('Height', 'train/loss metric');
    });
    await add('Box plot', async () => {
      await pick('Value', 'test_accuracy metric');
      await pick('For each', 'depth parameter');
    });
    await add('Bars', async () => pick('Value', 'val/accuracy metric'));
    await add('Parallel coordinates', async () => undefined);
    await add('Scatter plot', async () => {
      await pick('X', 'lr parameter');
      await pick('Y', 'val/accuracy metric');
    });
    for (const name of ['val/accuracy by lr', 'Parallel coordinates', 'test_accuracy by depth'])
      await plot(page, name).waitFor();
    expect(await plot(page, 'val/accuracy by lr').getAttribute('aria-label')).toBe(
      'Scatter plot: val/accuracy by lr, 12 runs. The menu shows it as a table.',
    );
    expect(await accessibilityProblems(page)).toEqual([]);

    const more = async (name: string, item: string): Promise<void> => {
      await chart(page, name).first().hover();
      await chart(page, name)
        .first()
        .getByRole('button', { name: /^More for/ })
        .click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const order = (): Promise<(string | null)[]> =>
      page
        .getByRole('region', { name: 'Your charts', exact: true })
        .getByRole('article')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    await more('val/accuracy by lr', 'Move later');
    expect((await order()).slice(0, 2)).toEqual(['Parallel coordinates', 'val/accuracy by lr']);
    await chart(page, 'val/accuracy by lr').hover();
    const handle = await chart(page, 'val/accuracy by lr').getByTitle('Drag to move').boundingBox();
    const target = await chart(page, 'Parallel coordinates').boundingBox();
    if (!handle || !target) throw new Error('A chart is missing.');
    await drag(page, [handle.x + 6, handle.y + 10], [target.x + 60, target.y + 60]);
    expect((await order()).slice(0, 2)).toEqual(['val/accuracy by lr', 'Parallel coordinates']);
    const before = await chart(page, 'val/accuracy by lr').boundingBox();
    if (!before) throw new Error('The chart is missing.');
    const corner: [number, number] = [before.x + before.width - 6, before.y + before.height - 6];
    await drag(page, corner, [corner[0], corner[1] + 100]);
    expect((await chart(page, 'val/accuracy by lr').boundingBox())?.height).toBeCloseTo(
      before.height + 100,
      -1,
    );
    await more('val/accuracy by lr', 'Edit…');
    await page.getByRole('dialog').getByLabel('Title').fill('What the rate does');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await chart(page, 'What the rate does').waitFor();
    await more('Parallel coordinates', 'Remove');
    await page.getByRole('button', { name: 'Undo' }).click();
    await plot(page, 'Parallel coordinates').waitFor();
    await more('gradient_norm', 'Remove');
    await chart(page, 'gradient_norm').waitFor({ state: 'detached' });

    await page.waitForTimeout(1_000);
    await page.reload();
    await chart(page, 'What the rate does').waitFor();
    expect((await order())[0]).toBe('What the rate does');
    expect(await chart(page, 'gradient_norm').count()).toBe(0);
    expect((await chart(page, 'What the rate does').boundingBox())?.height).toBeCloseTo(
      before.height + 100,
      -1,
    );
  });

  test('follow a run while it logs, keep the zoom, and catch up after the connection broke', async () => {
    const { rest } = stage();
    const live = await seedRun(rest, experimentId, {
      name: 'live-run',
      status: 'RUNNING',
      metrics: { 'live/loss': [5, 4, 3] },
    });
    const page = await openCharts();
    await plot(page, 'live/loss').waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-label*="live/loss over step, 0 to 2,"]'));
    await page.waitForTimeout(700);
    const loss = (step: number): Promise<void> =>
      logPoints(rest, live, 'live/loss', [{ step, value: 10 / step }]);
    await loss(40);
    await page.waitForFunction(() => document.querySelector('[aria-label*="live/loss over step, 0 to 40,"]'));
    await plot(page, 'live/loss').press('+');
    const zoomed = await plot(page, 'live/loss').getAttribute('aria-label');
    await loss(80);
    await page.waitForFunction(() =>
      document.querySelector('[aria-label*="live/loss"][aria-label*="Last value 0.125"]'),
    );
    const span = /\d+ to \d+/;
    const now = await plot(page, 'live/loss').getAttribute('aria-label');
    expect(span.exec(now ?? '')?.[0]).toBe(span.exec(zoomed ?? '')?.[0]);
    await plot(page, 'live/loss').press('0');
    await page.context().setOffline(true);
    await loss(100);
    await page.context().setOffline(false);
    await page.waitForFunction(() =>
      document.querySelector('[aria-label*="live/loss over step, 0 to 100,"]'),
    );
    await rest.post('runs/update', { run_id: live, status: 'FINISHED' });
    expect(runIds).toHaveLength(12);
  }, 30_000);

  test('answer with what was wrong where a request for events or histories is', async () => {
    const { url } = stage();
    const events = await fetch(`${url}/api/millrace/runs/events?run_id=nonsense`);
    expect([events.status, await events.text()]).toEqual([400, expect.stringContaining("'run_id'")]);
    const histories = await fetch(`${url}/api/millrace/metrics/histories`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ run_ids: runIds, metric_keys: ['train/loss'], max_points: 1e9 }),
    });
    expect([histories.status, await histories.text()]).toEqual([
      400,
      expect.stringContaining("'max_points'"),
    ]);
  });

  test('are as wide as a phone, and dark', async () => {
    const page = await stage().open(`#/experiments/${experimentId}`, {
      width: 390,
      height: 844,
      theme: 'dark',
    });
    await page.getByText('reef-0').first().waitFor();
    await page.keyboard.press('c');
    await chart(page, 'test_accuracy').waitFor();
    expect((await chart(page, 'test_accuracy').boundingBox())?.width).toBeGreaterThan(320);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
