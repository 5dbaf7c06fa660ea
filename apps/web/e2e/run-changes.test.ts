import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { RunsPage } from './runs-page.ts';
import { seedRun } from './seed-runs.ts';
import { seedSweep } from './seed-sweep.ts';
import { useStage } from './stage.ts';

describeInBrowser('what is done with runs in their table', () => {
  const stage = useStage(async (rest) => void (await seedSweep(rest)));
  const open = async (hash = '#/experiments/1', options = {}): Promise<RunsPage> => {
    const runs = new RunsPage(await stage().open(hash, options));
    await runs.grid.waitFor();
    return runs;
  };

  test('pins, colours, draws and renames runs', async () => {
    const runs = await open('#/experiments/2');
    await runs.run('one', 'Pin to the top');
    await eventually(async () => (await runs.names())[0], 'one');
    await runs.row('two').hover();
    await runs.page.getByRole('button', { name: 'More for two' }).click();
    await runs.page.getByRole('button', { name: 'Colour #c8416b' }).click();
    await runs.page.keyboard.press('Escape');
    const eye = runs.page.getByRole('button', { name: 'Draw two' });
    expect(await eye.locator('span').evaluate((dot) => getComputedStyle(dot).backgroundColor)).toBe(
      'rgb(200, 65, 107)',
    );
    await eye.click();
    expect(await eye.getAttribute('aria-pressed')).toBe('false');
    await runs.run('one', 'Unpin');
    await runs.run('two', 'Rename');
    await runs.page.getByRole('textbox', { name: 'Run name' }).fill('second');
    await runs.page.keyboard.press('Enter');
    await runs.row('second').waitFor();
    await runs.page.getByRole('button', { name: 'Undo' }).click();
    await runs.row('two').waitFor();
  });

  test('tags, compares, deletes, restores and purges many', async () => {
    const runs = await open('#/experiments/2');
    await runs.choose('one', 'three');
    await runs.page.getByRole('button', { name: 'Tag…' }).click();
    await runs.page.getByRole('textbox', { name: 'Key' }).fill('kept');
    await runs.page.getByRole('textbox', { name: 'Value' }).fill('yes');
    await runs.page.keyboard.press('Enter');
    await runs.page.getByText('2 runs tagged').waitFor();
    await runs.setFilter("tags.kept = 'yes'");
    await eventually(async () => (await runs.names()).toSorted(), ['one', 'three']);
    // They are chosen still: once for none, once for all.
    await runs.page.getByRole('checkbox', { name: 'Select all runs' }).click();
    await runs.page.getByRole('checkbox', { name: 'Select all runs' }).click();
    await runs.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await runs.page.getByText('2 runs moved to the trash').waitFor();
    await runs.page.getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await runs.names()).toSorted(), ['one', 'three']);
    await runs.run('one', 'Move to the trash');
    await eventually(() => runs.names(), ['three']);
    await runs.setFilter('');
    await runs.more('Show the trash', 'menuitemcheckbox');
    await eventually(() => runs.names(), ['one']);
    expect(await accessibilityProblems(runs.page)).toEqual([]);
    await runs.run('one', 'Restore');
    await runs.page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
    await runs.page.getByRole('button', { name: 'Back to the runs' }).click();
    await runs.run('one', 'Move to the trash');
    await runs.more('Show the trash', 'menuitemcheckbox');
    await runs.choose('one');
    await runs.page.getByRole('button', { name: 'Delete for good…' }).click();
    await runs.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
    await runs.page.getByText('1 run removed for good').waitFor();
    await runs.page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
    await runs.page.getByRole('button', { name: 'Back to the runs' }).click();
    await runs.choose('two', 'four');
    await runs.page.getByRole('button', { name: 'Compare' }).click();
    await runs.page.waitForURL(/#\/compare-runs\?runs=/);
  });

  test('leaves what a registered version was made from', async () => {
    const { rest } = stage();
    const id = await seedRun(rest, '2', { name: 'the source' });
    await rest.post('registered-models/create', { name: 'made' });
    await rest.post('model-versions/create', { name: 'made', source: 's3://bucket/model', run_id: id });
    await rest.post('runs/delete', { run_id: id });
    const runs = await open('#/experiments/2');
    await runs.more('Show the trash', 'menuitemcheckbox');
    await runs.choose('the source');
    await runs.page.getByRole('button', { name: 'Delete for good…' }).click();
    await runs.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
    await runs.page.getByText(/Version 1 of the model made was made from run/).waitFor();
    await runs.page.getByRole('button', { name: 'Cancel' }).click();
    await runs.row('the source').waitFor();
  });

  test('downloads all runs and full histories as CSV', async () => {
    const runs = await open();
    await runs.setFilter("params.lr = '0.1'");
    await eventually(() => runs.names(), ['alpha', 'gamma']);
    const table = await downloaded(runs.page, () => runs.more('Download all runs as CSV'));
    expect(table.name).toBe('runs-of-experiment-1.csv');
    expect(table.lines).toHaveLength(3);
    expect(table.lines[0]).toContain('params.lr,params.optimizer,params.seed,metrics.loss,metrics.same');
    const histories = await downloaded(runs.page, () => runs.more('Download full histories as CSV'));
    expect(histories.lines).toHaveLength(1 + 2 * 4);
  });

  test('keeps a view that another person opens by its link', async () => {
    const runs = await open();
    await runs.setFilter("params.lr = '0.1'");
    await runs.column('same', 'Hide');
    await runs.grid.getByRole('button', { name: 'metric loss' }).click();
    await runs.page.getByRole('button', { name: 'Views' }).click();
    await runs.page.getByRole('menuitem', { name: 'Save as…' }).click();
    await runs.page.getByRole('textbox', { name: 'Name' }).fill('Best at 0.1');
    await runs.page.keyboard.press('Enter');
    await runs.page.waitForURL(/view=[0-9a-f-]{36}/);
    const link = new URL(runs.page.url()).hash;
    const other = await open(link);
    await other.page.getByRole('button', { name: 'Best at 0.1' }).waitFor();
    await eventually(() => other.names(), ['alpha', 'gamma']);
    expect(await other.filter.inputValue()).toBe("params.lr = '0.1'");
    expect(await other.headers()).not.toContain('same');
    await other.setFilter('');
    await other.page.getByRole('button', { name: /Best at 0\.1/ }).click();
    await other.page.getByRole('menuitem', { name: 'Save changes' }).click();
    await other.page.getByText('View “Best at 0.1” saved').waitFor();
    const third = await open(link);
    expect(await third.filter.inputValue()).toBe('');
    await third.page.getByRole('button', { name: 'Best at 0.1' }).click();
    await third.page.getByRole('menuitem', { name: 'Delete this view' }).click();
    await third.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await third.page.waitForURL((url) => !url.hash.includes('view='));
  });

  test('shows a run that is logged while one looks, and its newest values, and all keeps its place', async () => {
    const runs = await open();
    const id = await seedRun(stage().rest, '1', { name: 'live', metrics: { loss: [42] }, status: 'RUNNING' });
    await runs.grid.focus();
    await runs.page.keyboard.press('r');
    await runs.cell('live', 'metric:loss').getByText('42').waitFor();
    await runs.setFilter("params.lr = '0.1' OR run_name = 'live'");
    await runs.choose('gamma');
    await runs.page.setViewportSize({ width: 620, height: 420 });
    await runs.grid.evaluate((grid) => grid.scrollTo(140, 20));
    await stage().rest.post('runs/log-metric', {
      run_id: id,
      key: 'loss',
      value: 41,
      timestamp: Date.now(),
      step: 9,
    });
    await runs.cell('live', 'metric:loss').getByText('41').waitFor({ timeout: 15_000 });
    // What was filtered, chosen and scrolled to is as it was.
    expect(await runs.filter.inputValue()).toContain('live');
    expect(await runs.page.getByRole('checkbox', { name: 'Select gamma' }).isChecked()).toBe(true);
    expect(await runs.grid.evaluate((grid) => grid.scrollLeft)).toBe(140);
    await stage().rest.post('runs/delete', { run_id: id });
  });
});

async function downloaded(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; lines: string[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), lines: text.trim().split('\r\n') };
}
