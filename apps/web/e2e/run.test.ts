import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { useStage } from './stage.ts';
import { ATTACK, seedTideRun, type TideRun } from './tide-run.ts';

describeInBrowser('the page of a run', () => {
  let run: TideRun;
  let odd: string;
  const stage = useStage(
    async (rest) => {
      run = await seedTideRun(rest);
      const created = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', {
        experiment_id: run.experimentId,
        run_name: `${ATTACK}${'x'.repeat(200)}`,
        user_id: ATTACK,
        start_time: Date.now(),
      });
      odd = created.run.info.run_id;
      await rest.post('runs/log-batch', {
        run_id: odd,
        params: [
          { key: 'p'.repeat(250), value: 'v'.repeat(6000) },
          { key: 'عمق الماء', value: 'שלום' },
          { key: 'attack', value: `🌊 ${ATTACK}` },
          ...Array.from({ length: 80 }, (_, index) => ({ key: `param-${index}`, value: String(index) })),
        ],
        metrics: [
          { key: 'nan', value: 'NaN', timestamp: 1, step: 0 },
          { key: 'up', value: 'Infinity', timestamp: 1, step: 0 },
          { key: 'down', value: '-Infinity', timestamp: 1, step: 0 },
          { key: 'no step', value: 1, timestamp: 0 },
        ],
        tags: [
          { key: 'mlflow.note.content', value: `${ATTACK}\n\n[link](javascript:alert(1))` },
          { key: 'evil', value: ATTACK },
          { key: 'mlflow.source.name', value: 'javascript:alert(1)' },
        ],
      });
    },
    [/503|500|ERR_FAILED|404/],
  );
  const at = (rest = '', id = run.runId): string => `#/experiments/${run.experimentId}/runs/${id}${rest}`;

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)(
    'tells what a run was given and what came out of it (%s, %i pixels wide)',
    async (theme, width) => {
      const page = await stage().open(at(), { theme, width });
      await page.getByRole('heading', { name: 'gradient-boosting-7' }).waitFor();
      await page.getByRole('table', { name: 'Parameters' }).getByText('learning_rate').waitFor();
      await page.getByRole('table', { name: 'Metrics', exact: true }).getByText('val/rmse').waitFor();
      await page.getByRole('table', { name: 'System metrics' }).getByText('system/memory').waitFor();
      await page.getByText('Longer windows and').waitFor();
      await page.getByRole('link', { name: 'fold-2' }).waitFor();
      await page.getByRole('link', { name: 'tide-model' }).waitFor();
      await page.getByText(`mlflow.pyfunc.load_model("models:/${run.modelId}")`).waitFor();
      await page.getByRole('link', { name: 'tides version 1' }).waitFor();
      await page.getByText('@champion').waitFor();
      expect(await page.getByRole('link', { name: '4f1c2a9be0' }).getAttribute('href')).toBe(
        'https://github.com/ocean/tides/commit/4f1c2a9be0d3f5a6b7c8d9e0f1a2b3c4d5e6f708',
      );
      expect(await accessibilityProblems(page)).toEqual([]);
      // Nothing makes the page wider than the window.
      expect(await page.evaluate(() => document.querySelector('#main')!.scrollWidth <= innerWidth)).toBe(
        true,
      );
    },
  );

  test('a metric leads to its chart, a dataset to its schema', async () => {
    const page = await stage().open(at());
    await page.getByRole('button', { name: /north-sea-gauges/ }).click();
    const dialog = page.getByRole('dialog', { name: 'north-sea-gauges' });
    await dialog.getByText('datetime').waitFor();
    await dialog.getByText('61320').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'val/mae' }).click();
    await page.waitForURL(/model-metrics\?chart=metric%3Aval%2Fmae$/);
    await page.locator('[data-target]').getByRole('heading', { name: 'val/mae' }).waitFor();
  });

  test('tags are added, changed, deleted and had back', async () => {
    const page = await stage().open(at());
    await page.getByRole('button', { name: 'Add tag' }).click();
    const form = page.getByRole('dialog', { name: 'Add a tag' });
    await form.getByLabel('Key').fill('owner');
    await form.getByLabel('Value').fill('tide team');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Change tag owner' }).click();
    await page.getByRole('dialog', { name: 'Change tag owner' }).getByLabel('Value').fill('ocean team');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('ocean team').waitFor();
    await page.getByRole('button', { name: 'Remove tag owner' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('ocean team').waitFor();
  });

  test('notes are written with a preview, and kept', async () => {
    const page = await stage().open(at());
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Notes' }).fill('**Better** with moon');
    await page.getByRole('button', { name: 'Preview' }).click();
    expect(await page.locator('strong', { hasText: 'Better' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    await page.reload();
    await page.locator('strong', { hasText: 'Better' }).waitFor();
  });

  test('it is renamed by a key, deleted, and restored', async () => {
    const page = await stage().open(at());
    await page.getByRole('heading', { name: 'gradient-boosting-7' }).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByLabel('Name').fill('boosting 🌊');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'boosting 🌊' }).waitFor();
    await page.getByRole('button', { name: 'More about this run' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('Deleted', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Deleted', { exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByLabel('Name').fill('gradient-boosting-7');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'gradient-boosting-7' }).waitFor();
  });

  test('names, notes and tags that carry scripts run nothing; odd values look as they should', async () => {
    const page = await stage().open(at('', odd), { width: 1000 });
    await page.getByRole('heading', { level: 1 }).getByText('<script>').waitFor();
    await page.getByRole('table', { name: 'Metrics' }).getByText('NaN', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'Metrics' }).getByText('−∞').waitFor();
    await page.getByRole('searchbox', { name: 'Search parameters' }).fill('attack');
    await page.getByRole('table', { name: 'Parameters' }).getByText('<script>').waitFor();
    await page.getByRole('searchbox', { name: 'Search parameters' }).fill('param-79');
    await page.getByRole('table', { name: 'Parameters' }).getByText('79', { exact: true }).waitFor();
    expect(await page.locator('a[href^="javascript:" i]').count()).toBe(0);
    expect(await page.title()).toContain('Millrace');
    expect(await page.title()).not.toBe('ran');
    expect(await page.evaluate(() => document.querySelector('#main')!.scrollWidth <= innerWidth)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('follows a run while it runs', async () => {
    const { rest } = stage();
    const page = await stage().open(at('', odd));
    await page.getByText('Running').first().waitFor();
    await rest.post('runs/log-metric', { run_id: odd, key: 'later', value: 4.25, timestamp: 5, step: 7 });
    await page.getByRole('table', { name: 'Metrics' }).getByText('4.25').waitFor();
    await rest.post('runs/update', { run_id: odd, status: 'FAILED', end_time: Date.now() });
    await page.getByText('Failed').first().waitFor();
  });

  test('draws a chart of every metric, those of the machine apart', async () => {
    const page = await stage().open(at('/model-metrics'));
    await page.getByText('val/rmse').first().waitFor();
    await page.getByText('system', { exact: false }).first().waitFor();
    await page.locator('canvas').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('says when there is no such run, and when the server fails or is gone', async () => {
    const missing = await stage().open(at('', '0'.repeat(32)));
    await missing.getByRole('heading', { name: 'This run does not exist' }).waitFor();
    expect(await accessibilityProblems(missing)).toEqual([]);

    const page = await stage().open('#/experiments');
    await page.route('**/mlflow/runs/get?**', (route) =>
      route.fulfill({ status: 500, body: '{"error_code":"INTERNAL_ERROR","message":"The disk is full."}' }),
    );
    await page.goto(`${stage().url}/${at()}`);
    await page.getByText('The disk is full.').waitFor();
    await page.unroute('**/mlflow/runs/get?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'gradient-boosting-7' }).waitFor();

    const slow = await stage().open('#/experiments');
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await slow.route('**/mlflow/runs/get?**', async (route) => {
      await held;
      await route.continue();
    });
    await slow.goto(`${stage().url}/${at()}`);
    await slow.getByRole('status', { name: 'Loading' }).waitFor();
    expect(await accessibilityProblems(slow)).toEqual([]);
    answer();
    await slow.getByRole('heading', { name: 'gradient-boosting-7' }).waitFor();

    const gone = await stage().open('#/experiments');
    await gone.route('**/mlflow/runs/get?**', (route) => route.abort());
    await gone.goto(`${stage().url}/${at()}`);
    await gone.getByText('No connection to the server').waitFor();
  });
});
