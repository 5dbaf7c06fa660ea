import { expect, test } from '@jest/globals';
import { ChartsPage } from './charts-page.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { seedCharts } from './seed-charts.ts';
import { type OpenOptions, useStage } from './stage.ts';

describeInBrowser('what one does on charts', () => {
  let experimentId = '';
  let view = '';
  const stage = useStage(async (rest, url) => {
    ({ experimentId } = await seedCharts(rest));
    const fields = ['params.optimizer', 'params.lr', 'metrics.val/accuracy'];
    const added = [{ id: 'all', spec: { kind: 'parallel', fields }, width: 3, height: 300 }];
    const answer = await fetch(`${url}/api/millrace/views`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'with charts',
        experiment_ids: [experimentId],
        content: { chartsOpen: true, charts: { added } },
      }),
    });
    view = ((await answer.json()) as { view: { view_id: string } }).view.view_id;
  });

  async function open(query = '', options: OpenOptions = {}): Promise<ChartsPage> {
    const page = await stage().open(`#/experiments/${experimentId}?view=${view}${query}`, {
      width: 1500,
      height: 1700,
      ...options,
    });
    const charts = new ChartsPage(page);
    await charts.plot('train/loss').waitFor();
    return charts;
  }

  test('a drag zooms, the points there are read finely, and one goes back', async () => {
    const charts = await open();
    const { page } = charts;
    const finer = page.waitForRequest((request) => /"from":/.test(request.postData() ?? ''));
    await charts.drag(
      await charts.pointAt('train/loss', 0.4, 0.5),
      await charts.pointAt('train/loss', 0.6, 0.52),
    );
    await finer;
    const [low, high] = await charts.span('train/loss');
    expect(low).toBeGreaterThan(300);
    expect(high).toBeLessThan(1_000);
    await page.getByRole('slider', { name: 'What is shown of train/loss' }).press('ArrowRight');
    expect(await charts.span('train/loss')).not.toEqual([low, high]);
    await charts.plot('train/loss').press('ArrowLeft');
    await charts.plot('train/loss').press('-');
    await charts.chart('train/loss').getByRole('button', { name: 'Show all' }).click();
    expect(await charts.span('train/loss')).toEqual([0, 1_499]);
    await charts.plot('train/loss').press('+');
    expect(await charts.span('train/loss')).not.toEqual([0, 1_499]);
    await charts.plot('train/loss').press('0');
    expect(await charts.span('train/loss')).toEqual([0, 1_499]);
  });

  test('the wheel zooms with Ctrl and moves sideways, Shift and drag move; without keys the page scrolls', async () => {
    const charts = await open();
    const { page } = charts;
    await page.mouse.move(...(await charts.pointAt('train/loss', 0.5, 0.5)));
    await page.mouse.wheel(0, 100);
    expect(await charts.span('train/loss')).toEqual([0, 1_499]);
    await page.mouse.move(...(await charts.pointAt('train/loss', 0.5, 0.5)));
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await page.locator('[data-zoomed]').waitFor();
    const [low, high] = await charts.span('train/loss');
    expect(high - low).toBeGreaterThan(500);
    expect(high - low).toBeLessThan(900);
    await page.mouse.wheel(60, 0);
    await page.waitForTimeout(100);
    const moved = await charts.span('train/loss');
    expect(moved[0]).toBeGreaterThan(low);
    expect(moved[1] - moved[0]).toBeCloseTo(high - low, -1);
    await page.keyboard.down('Shift');
    await charts.drag(
      await charts.pointAt('train/loss', 0.4, 0.5),
      await charts.pointAt('train/loss', 0.55, 0.5),
    );
    await page.keyboard.up('Shift');
    expect((await charts.span('train/loss'))[0]).toBeLessThan(moved[0]);
  });

  test('two fingers zoom, one moves', async () => {
    const charts = await open();
    const { page } = charts;
    const touches = await page.context().newCDPSession(page);
    await touches.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    const [x, y] = await charts.pointAt('train/loss', 0.5, 0.5);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: number[]): Promise<unknown> =>
      touches.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: at.map((left, id) => ({ x: left, y, id })),
      });
    await touch('touchStart', x - 30, x + 30);
    for (const apart of [40, 50, 60]) await touch('touchMove', x - apart, x + apart);
    await touch('touchEnd');
    await page.locator('[data-zoomed]').waitFor();
    const [low, high] = await charts.span('train/loss');
    expect(high - low).toBeGreaterThan(700);
    expect(high - low).toBeLessThan(800);
    await touch('touchStart', x);
    for (const by of [10, 25, 40]) await touch('touchMove', x - by);
    await touch('touchEnd');
    await page.waitForTimeout(100);
    const moved = await charts.span('train/loss');
    expect(moved[0]).toBeGreaterThan(low);
    expect(moved[1] - moved[0]).toBeCloseTo(high - low, -1);
    await touches.detach();
  });

  test('a range along an axis of parallel coordinates leaves the runs within, and goes again', async () => {
    const charts = await open();
    const { page } = charts;
    await charts.plot('Parallel coordinates').waitFor();
    // The first axis stands at the left: sgd above adamw.
    const box = await charts.plot('Parallel coordinates').boundingBox();
    if (!box) throw new Error('The chart is missing.');
    await charts.drag([box.x + 46, box.y + 45], [box.x + 46, box.y + box.height * 0.45]);
    await charts.chart('Parallel coordinates').getByText('6 runs of 12 within the chosen ranges').waitFor();
    await charts.chart('Parallel coordinates').getByRole('button', { name: 'Show all' }).click();
    await page.getByText('within the chosen ranges').waitFor({ state: 'detached' });
  });

  test('a link opens scrolled to one chart, its section open', async () => {
    const first = await open();
    await first.page.getByRole('button', { name: /^System metrics/ }).click();
    await first.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const name = 'system/cpu_utilization_percentage';
    await first.page.getByRole('button', { name: /^System metrics/ }).click();
    await first.chart(name).hover();
    await first
      .chart(name)
      .getByRole('button', { name: /^More for/ })
      .click();
    await first.page.getByRole('menuitem', { name: 'Copy a link to this chart' }).click();
    await first.page.getByText('Link copied').waitFor();
    const link = await first.page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).hash).toBe(
      `#/experiments/${experimentId}?view=${view}&chart=metric%3Asystem%2Fcpu_utilization_percentage`,
    );
    const page = await stage().open(new URL(link).hash, { width: 1200, height: 500 });
    const box = await new ChartsPage(page)
      .plot(name)
      .waitFor()
      .then(() => new ChartsPage(page).chart(name).boundingBox());
    expect(box?.y).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(500);
  });
});
