import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { makeProject, submitRun, untilEnded, untilStatus } from './seed-projects.ts';
import { useStage } from './stage.ts';

describeInBrowser('projects', () => {
  let uri = '';
  const stage = useStage(
    async () => {
      uri = await makeProject();
    },
    // What a test asks for in vain, and a connection that one breaks.
    [/status of 40[04]|ERR_FAILED/],
  );
  const log = (page: Page) => page.getByRole('region', { name: 'Log' });
  const status = (page: Page, words: string) =>
    page.getByRole('list', { name: 'How far the run is' }).getByText(words, { exact: true });

  test('a project is described, run from its form, followed, and run again with changes', async () => {
    const page = await stage().open('#/experiments');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' }).click();
    await page.getByRole('heading', { name: 'No project has been run yet' }).waitFor();
    await page.keyboard.press('c');
    await page.getByLabel('Address').fill('/nowhere/at/all');
    await page.keyboard.press('Tab');
    await page.getByText(/\/nowhere\/at\/all/).waitFor();
    expect(await page.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Address').fill(uri);
    await page.keyboard.press('Tab');
    await page.getByText('tide forecast').waitFor();
    expect(await page.getByLabel('alpha').inputValue()).toBe('0.5');
    await page.getByLabel('alpha').fill('much');
    await page.getByText('It must be a number, such as 0.5 or 1e-3.').waitFor();
    await page.getByRole('button', { name: 'Back to the default: 0.5' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('A value is needed: it has no default.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await page.keyboard.type('5');
    await page.getByLabel('gauge').fill("le havre'; exit 9");
    await page.getByLabel('Priority').fill('7');
    await page.getByText('Limits and variables').click();
    await page.getByLabel('Memory').fill('1');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('It must be a whole number of megabytes from 16 to 4194304.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Memory').fill('512');
    await page.getByRole('button', { name: 'Run', exact: true }).click();

    await page.getByRole('heading', { level: 1, name: 'tide-forecast' }).waitFor();
    await log(page).getByText("of gauge le havre'; exit 9 with alpha 0.5").waitFor();
    await log(page).getByText('val/rmse').waitFor();
    expect(await log(page).getByText('100%|##########| 96/96').isVisible()).toBe(true);
    const loss = log(page).getByText('loss 0.89');
    expect(await loss.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(23, 113, 63)');
    await status(page, 'Finished').waitFor();

    await page.getByRole('link', { name: 'Tracked run' }).click();
    await page.getByText('le havre').first().waitFor();
    await page.getByRole('link', { name: 'Its log and state' }).click();
    await page.getByRole('button', { name: 'Run with changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Run tide-forecast again' }).waitFor();
    expect(await page.getByLabel('Address').getAttribute('readonly')).not.toBeNull();
    expect(await page.getByLabel('epochs').inputValue()).toBe('5');
    await page.getByLabel('epochs').fill('3');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await log(page).getByText('epoch 3').waitFor();
    await status(page, 'Finished').waitFor();
    expect(await log(page).getByText('epoch 4').count()).toBe(0);
  });

  test('a folder is uploaded and run', async () => {
    const page = await stage().open('#/projects/submit');
    await page.getByRole('button', { name: 'On this computer' }).click();
    await page.getByLabel('Folder of the project').setInputFiles(uri);
    await page.getByText(/tide-forecast: \d files, .* uploaded/).waitFor();
    await page.getByRole('combobox', { name: 'Entry point' }).click();
    await page.getByRole('option', { name: 'evaluate' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'tide-forecast' }).waitFor();
    await log(page).getByText('evaluating test', { exact: true }).waitFor();
    await page.goto(`${stage().url}/#/projects/submit`);
    await page.getByRole('button', { name: 'On this computer' }).click();
    const broken = { name: 'broken.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive') };
    await page.getByLabel('Zip archive of the project').setInputFiles(broken);
    await page.getByRole('alert').getByText(/zip/i).waitFor();
  });

  test('a run that goes on: its log is searched and followed, comes back after a break, and it is cancelled', async () => {
    const runId = await submitRun(stage().url, { uri, entry_point: 'wait' });
    const page = await stage().open('#/projects');
    await page.route('**/logs*', (route) => route.abort());
    await page.goto(`${stage().url}/#/projects/runs/${runId}`);
    await page.getByText('The connection is broken. It is tried again…').waitFor();
    await page.unroute('**/logs*');
    await log(page).getByText('tick 3', { exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('TIDE');
    await page.getByText('2 lines').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 2', { exact: true }).waitFor();
    expect(await log(page).locator('mark').first().innerText()).toBe('tide');
    await page.getByRole('button', { name: 'Follow the end' }).click();
    const hide = (isHidden: boolean): Promise<void> =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, isHidden);
    // A page that nobody sees is not kept up to date; when it is seen again, it goes on where it stopped.
    await hide(true);
    const before = await log(page).getByText(/^tick/).count();
    await hide(false);
    await log(page)
      .getByText(`tick ${before + 3}`, { exact: true })
      .waitFor();
    const lines = await log(page).innerText();
    const ticks = [...lines.matchAll(/tick (\d+)/g)].map(([, tick]) => Number(tick));
    expect(ticks).toEqual(ticks.map((_, index) => (ticks[0] ?? 0) + index));

    await page.getByRole('link', { name: 'Projects' }).first().click();
    const row = page.getByRole('row').filter({ hasText: 'wait' });
    await row.getByText('Running').waitFor();
    await page.getByRole('button', { name: /1 runner, 1 of \d+ busy/ }).click();
    await page.getByRole('dialog', { name: 'Runners' }).getByText('1 of 2').waitFor();
    await page.keyboard.press('Escape');
    await row.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Cancel the run' }).click();
    await row.getByText('Cancelled').waitFor();
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Cancelled' }).click();
    await page.getByRole('row').filter({ hasText: 'Finished' }).first().waitFor({ state: 'hidden' });
    await row.getByText('Cancelled').waitFor();
    expect(new URL(page.url()).hash).toBe('#/projects?status=KILLED');
  });

  test('a run that failed says why, and is tried again', async () => {
    const runId = await submitRun(stage().url, { uri, entry_point: 'fail' });
    const page = await stage().open(`#/projects/runs/${runId}`);
    await page.getByText('The command ended with code 3.').first().waitFor();
    await status(page, 'Failed').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('r');
    await page.getByText('The run is queued again').waitFor();
    await page.getByText('Attempt 2').waitFor();
    await status(page, 'Failed').waitFor();
    await page.goto(`${stage().url}/#/projects/runs/${'0'.repeat(32)}`);
    await page.getByText(/There is no project run/).waitFor();
  });

  test('a very long log is scrolled and searched, and only what is in view is on the page', async () => {
    const runId = await submitRun(stage().url, { uri, entry_point: 'long' });
    await untilEnded(stage().url, `project-runs/${runId}`);
    const page = await stage().open(`#/projects/runs/${runId}`);
    await log(page).getByText('line 60000 of very many').waitFor();
    expect(await log(page).getByText('of very many').count()).toBeLessThan(150);
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('line 31415 ');
    await page.getByText('1 line', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await log(page).getByText('line 31415 of very many').waitFor();
    await log(page).focus();
    await page.keyboard.press('Home');
    await log(page).getByText('line 1 of very many').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the log' }).click();
    expect((await download).suggestedFilename()).toBe(`project-run-${runId}.log`);
  });

  test('a run is reproduced, and what differs is told', async () => {
    const runId = await submitRun(stage().url, { uri, entry_point: 'noise' });
    const page = await stage().open(`#/projects/runs/${runId}`);
    await page.getByRole('button', { name: 'Reproduce' }).click();
    await page.getByRole('heading', { name: 'Reproduction' }).waitFor();
    await page.getByText('Different', { exact: true }).waitFor({ timeout: 20_000 });
    await page.getByRole('listitem').filter({ hasText: 'val/rmse' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'The original run' }).first().click();
    await page.waitForURL(`**/#/projects/runs/${runId}`);
    await untilStatus(stage().url, runId, 'FINISHED');
  });

  test('a schedule is made, triggered, paused, changed and deleted', async () => {
    const page = await stage().open('#/projects/schedules/new');
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByText('Give the schedule a name.').waitFor();
    await page.getByLabel('Name of the schedule').fill('Nightly');
    await page.getByLabel('Cron').fill('61 * * * *');
    await page.getByLabel('Cron').and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByRole('button', { name: 'Monday to Friday' }).click();
    expect(await page.getByText(/^(Mon|Tue|Wed|Thu|Fri), .*6:00/).count()).toBe(5);
    await page.getByLabel('Address').fill(uri);
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'Entry point' }).click();
    await page.getByRole('option', { name: 'evaluate' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByText('It has not run yet.').waitFor();
    const act = async (name: string): Promise<void> => {
      await page.getByRole('button', { name: 'Actions for Nightly' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Run now');
    await page.getByRole('table', { name: 'Runs' }).getByText('Finished').waitFor({ timeout: 20_000 });
    await act('Pause');
    await page.getByText('Paused', { exact: true }).waitFor();
    await act('Edit…');
    await page.getByLabel('Name of the schedule').fill('Nightly, by hand');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nightly, by hand' }).waitFor();
    await page.getByRole('button', { name: 'Actions for Nightly' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'No schedules yet' }).waitFor();
  });

  test('a sweep over two parameters shows how they bear on a metric, and its best run', async () => {
    const page = await stage().open('#/projects/sweeps/new');
    await page.getByLabel('Address').fill(uri);
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'Entry point' }).click();
    await page.getByRole('option', { name: 'measure' }).click();
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await page.getByText('Give at least one parameter several values, or a range.').waitFor();
    const alpha = page.getByRole('group', { name: 'alpha', exact: true });
    await alpha.getByRole('button', { name: 'Several' }).click();
    await alpha.getByRole('textbox').fill('0.3, 0.9');
    const depth = page.getByRole('group', { name: 'depth', exact: true });
    await depth.getByRole('button', { name: 'A range' }).click();
    await depth.getByLabel('depth from').fill('4');
    await depth.getByLabel('to', { exact: true }).fill('8');
    await depth.getByLabel('In a grid').fill('2');
    await page.getByText('Makes 4 runs').waitFor();
    await page.getByLabel('Metric').fill('val/rmse');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start the sweep' }).click();
    await page.getByText('The best run').waitFor({ timeout: 30_000 });
    await page.getByRole('main').getByText('Finished').first().waitFor({ timeout: 30_000 });
    await page.getByRole('img', { name: /^Parallel coordinates.*4 runs/ }).waitFor();
    const table = page.getByRole('table', { name: 'Runs of the sweep' });
    await table.getByRole('row', { name: /alpha=0.3, depth=4 .* 0\.04/ }).waitFor();
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.getByRole('region', { name: 'Parallel coordinates as a table' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'The best run' }).click();
    await page.getByRole('link', { name: 'Its sweep' }).click();
    await page.getByRole('link', { name: 'Tracked run' }).click();
    await page.getByRole('link', { name: 'Its runs and their best' }).waitFor();
  }, 90_000);
});
