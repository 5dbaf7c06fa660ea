import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { RunsPage } from './runs-page.ts';
import { seedSweep, STRANGE } from './seed-sweep.ts';
import { useStage } from './stage.ts';

describeInBrowser('the runs table', () => {
  let parent = '';
  const stage = useStage(
    async (rest) => {
      ({ parent } = await seedSweep(rest));
    },
    [/status of 400/],
  );
  const open = async (hash = '#/experiments/1', options = {}): Promise<RunsPage> => {
    const runs = new RunsPage(await stage().open(hash, options));
    await runs.grid.waitFor();
    return runs;
  };
  test.each(['light', 'dark'] as const)(
    'shows metrics and parameters at once, accessible in %s',
    async (theme) => {
      const runs = await open(undefined, { theme });
      await runs.cell('alpha', 'metric:loss').getByText('3', { exact: true }).waitFor();
      await runs.cell('alpha', 'param:lr').getByText('0.1', { exact: true }).waitFor();
      expect(await runs.names()).toEqual(['alpha', 'beta', 'gamma', 'epsilon']);
      expect(await runs.headers()).toEqual([
        'Run',
        'Started',
        'Duration',
        'loss',
        'same',
        'lr',
        'optimizer',
        'seed',
      ]);
      await runs.cell('epsilon', 'metric:loss').getByText('1e−9').waitFor();
      expect(await accessibilityProblems(runs.page)).toEqual([]);
    },
  );

  test('asks once for what it shows first, though the HTML asks before the application is there', async () => {
    const { page } = await open();
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    for (const end of ['/runs/rows', '/experiments/keys', '/experiments/get'])
      expect([end, asked.filter((path) => path.endsWith(end)).length]).toEqual([end, 1]);
  });

  test('sorts by any column, and back', async () => {
    const runs = await open();
    await runs.grid.getByRole('button', { name: 'metric loss' }).click();
    await eventually(() => runs.names(), ['delta', 'alpha', 'beta', 'gamma', 'epsilon']);
    await runs.grid.getByRole('button', { name: 'metric loss' }).click();
    await eventually(() => runs.names(), ['epsilon', 'gamma', 'beta', 'alpha', 'delta']);
    await runs.grid.getByRole('button', { name: 'Duration', exact: true }).click();
    await runs.grid.getByRole('button', { name: 'Run', exact: true }).click();
    await eventually(() => runs.names(), ['alpha', 'beta', 'delta', 'epsilon', 'gamma']);
  });

  test('filters with completion, by words, and from a cell', async () => {
    const runs = await open();
    await runs.filter.pressSequentially('params.op');
    await runs.page.getByRole('option', { name: 'params.optimizer' }).waitFor();
    await runs.page.keyboard.press('Tab');
    await runs.page.keyboard.type('= ');
    await runs.page.getByRole('option', { name: "'adam'" }).waitFor();
    expect(await accessibilityProblems(runs.page)).toEqual([]);
    await runs.page.keyboard.type("'sg");
    await runs.page.getByRole('option', { name: "'sgd'" }).click();
    await runs.page.keyboard.press('Escape');
    await runs.page.keyboard.press('Enter');
    await eventually(() => runs.names(), ['alpha', 'gamma', 'epsilon']);
    await runs.setFilter('ET');
    await eventually(() => runs.names(), ['beta']);
    await runs.setFilter('');
    await runs.cell('beta', 'param:lr').click({ button: 'right' });
    await runs.page.getByRole('menuitem', { name: 'Only 0.01' }).click();
    await eventually(() => runs.names(), ['beta', 'epsilon']);
    expect(await runs.filter.inputValue()).toBe("params.lr = '0.01'");
    await runs.cell('beta', 'metric:loss').click({ button: 'right' });
    await runs.page.getByRole('menuitem', { name: 'At least 2.5' }).click();
    await eventually(() => runs.names(), ['beta']);
    await runs.setFilter("params.lr = '0.1' OR NOT (params.seed = '7')");
    await eventually(() => runs.names(), ['alpha', 'gamma']);
    await runs.setFilter('metrics.loss > 100');
    await runs.page.getByRole('heading', { name: 'No run fits the filter' }).waitFor();
    await runs.page.getByRole('button', { name: 'Clear the filter' }).last().click();
    await eventually(() => runs.names(), ['alpha', 'beta', 'gamma', 'epsilon']);
  });

  test('shows what is wrong with a filter where it is wrong', async () => {
    const runs = await open();
    await runs.setFilter("params.seed = '7' AND params.lr = 0.1");
    const fault = runs.page.getByRole('alert').filter({ hasText: 'Put the value in quotes' });
    await fault.waitFor();
    expect(await fault.locator('mark').innerText()).toBe('0.1');
    expect(
      await runs.filter.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd]),
    ).toEqual([34, 37]);
    expect(await accessibilityProblems(runs.page)).toEqual([]);
    // What only the server can know is told too.
    await runs.setFilter(`run_id IN ('a')${" AND run_id IN ('a')".repeat(500)}`);
    await runs.page
      .getByRole('alert')
      .filter({ hasText: /500|clauses/ })
      .waitFor();
  });

  test('chooses, pins, moves, resizes and hides columns, and remembers them', async () => {
    const runs = await open();
    await runs.page.getByRole('button', { name: /^Columns/ }).click();
    await runs.page.getByRole('searchbox', { name: 'Find a column' }).fill('no');
    await runs.page.getByRole('checkbox', { name: 'note' }).click();
    expect(await accessibilityProblems(runs.page)).toEqual([]);
    await runs.page.keyboard.press('Escape');
    await runs.page.keyboard.press('Escape');
    await eventually(async () => (await runs.headers()).at(-1), 'note');
    await runs.cell('epsilon', 'tag:note').getByText(STRANGE.slice(0, 100)).waitFor();
    await runs.column('seed', 'Pin to the left');
    await runs.column('same', 'Hide');
    await runs.column('optimizer', 'Move left');
    await eventually(
      () => runs.headers(),
      ['Run', 'seed', 'Started', 'Duration', 'loss', 'optimizer', 'lr', 'note'],
    );
    const head = runs.grid.getByRole('columnheader').filter({ hasText: 'loss' });
    const before = (await head.boundingBox())?.width ?? 0;
    const handle = await head.locator('[data-resize]').boundingBox();
    await runs.page.mouse.move((handle?.x ?? 0) + 4, (handle?.y ?? 0) + 10);
    await runs.page.mouse.down();
    await runs.page.mouse.move((handle?.x ?? 0) + 84, (handle?.y ?? 0) + 10, { steps: 4 });
    await runs.page.mouse.up();
    const widened = async (): Promise<number> =>
      Math.round(((await head.boundingBox())?.width ?? 0) - before);
    await eventually(widened, 80);
    const after = (await head.boundingBox())?.width ?? 0;
    await runs.grid
      .getByRole('columnheader')
      .filter({ hasText: 'lr' })
      .dragTo(runs.grid.getByRole('columnheader').filter({ hasText: 'Started' }));
    await eventually(
      () => runs.headers(),
      ['Run', 'seed', 'lr', 'Started', 'Duration', 'loss', 'optimizer', 'note'],
    );
    await runs.page.reload();
    await eventually(
      () => runs.headers(),
      ['Run', 'seed', 'lr', 'Started', 'Duration', 'loss', 'optimizer', 'note'],
    );
    expect((await head.boundingBox())?.width).toBe(after);
  });

  test('shows the least or greatest value of a metric, or the one at a step, and sorts by it', async () => {
    const runs = await open();
    await runs.column('loss', 'Least');
    await runs.cell('alpha', 'metric:min:loss').getByText('1', { exact: true }).waitFor();
    await runs.grid.getByRole('button', { name: 'metric min loss' }).click();
    await eventually(() => runs.names(), ['delta', 'beta', 'alpha', 'gamma', 'epsilon']);
    await runs.column('min loss', 'Greatest');
    await runs.cell('alpha', 'metric:max:loss').getByText('5', { exact: true }).waitFor();
    await runs.grid.getByRole('columnheader').filter({ hasText: 'max loss' }).hover();
    await runs.page.getByRole('button', { name: 'Column max loss' }).click();
    await runs.page.getByRole('spinbutton', { name: 'Step' }).fill('1');
    await runs.page.keyboard.press('Enter');
    await runs.cell('gamma', 'metric:1:loss').getByText('8', { exact: true }).waitFor();
  });

  test('groups with aggregates', async () => {
    const runs = await open();
    await runs.page.getByRole('button', { name: 'Group', exact: true }).click();
    await runs.page.getByRole('dialog').getByRole('button', { name: 'param lr' }).click();
    const group = runs.grid
      .getByRole('row')
      .filter({ has: runs.page.getByRole('button', { name: 'Group 0.1' }) });
    await group.getByText('2 runs').waitFor();
    await group.getByText('1.5625').waitFor();
    await group.getByText('0.125 … 3').waitFor();
    await runs.page.getByRole('button', { name: 'Group 0.1' }).click();
    await eventually(() => runs.names(), ['alpha', 'gamma']);
    expect(await accessibilityProblems(runs.page)).toEqual([]);
    await runs.page.getByRole('button', { name: 'lr', exact: true }).click();
    await runs.page.getByRole('button', { name: 'No groups' }).click();
    await eventually(() => runs.names(), ['alpha', 'beta', 'gamma', 'epsilon']);
  });

  test('shows only what differs', async () => {
    const runs = await open();
    await runs.page.getByRole('button', { name: 'Only what differs' }).click();
    await eventually(() => runs.headers(), ['Run', 'Started', 'Duration', 'loss', 'lr', 'optimizer']);
    await runs.setFilter("params.lr = '0.1'");
    await eventually(() => runs.headers(), ['Run', 'Started', 'Duration', 'loss']);
  });

  test('opens nested runs, by mouse and by keyboard', async () => {
    const runs = await open();
    await runs.page.getByRole('button', { name: '1 child runs of gamma' }).click();
    await eventually(() => runs.names(), ['alpha', 'beta', 'gamma', 'delta', 'epsilon']);
    await runs.grid.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft'])
      await runs.page.keyboard.press(key);
    await eventually(() => runs.names(), ['alpha', 'beta', 'gamma', 'epsilon']);
    await runs.page.keyboard.press('ArrowRight');
    await eventually(() => runs.names(), ['alpha', 'beta', 'gamma', 'delta', 'epsilon']);
    await runs.page.keyboard.press(' ');
    expect(await runs.page.getByRole('checkbox', { name: 'Select gamma' }).isChecked()).toBe(true);
    await runs.page.keyboard.press('Enter');
    await runs.page.waitForURL(new RegExp(`#/experiments/1/runs/${parent}`));
  });

  test('shows runs of several experiments together', async () => {
    const ids = encodeURIComponent(JSON.stringify(['1', '2']));
    const runs = await open(`#/compare-experiments/s?experiments=${ids}`);
    await runs.page.getByRole('heading', { name: '2 experiments' }).waitFor();
    await runs.setFilter("run_name = 'four' OR run_name = 'alpha'");
    await eventually(async () => (await runs.names()).toSorted(), ['alpha', 'four']);
  });

  test('fits on a phone, and says when the server is gone', async () => {
    const runs = await open(undefined, { width: 390, height: 844 });
    await runs.row('alpha').waitFor();
    expect(await runs.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessibilityProblems(runs.page)).toEqual([]);
    const broken = await stage().browser.newPage();
    await broken.route('**/api/millrace/runs/rows', (route) => route.abort());
    await broken.goto(`${stage().url}/#/experiments/1`);
    await broken.getByRole('heading', { name: 'No connection to the server' }).waitFor();
    await broken.unroute('**/api/millrace/runs/rows');
    await broken.getByRole('button', { name: 'Try again' }).click();
    await new RunsPage(broken).row('alpha').waitFor();
    await broken.goto(`${stage().url}/#/experiments/999`);
    await broken.getByRole('heading', { name: 'This experiment does not exist' }).waitFor();
    await broken.close();
  });
});
