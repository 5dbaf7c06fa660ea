import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { seedExperiment, seedRun } from './seed-runs.ts';
import { useStage } from './stage.ts';

const SCRIPT = '<img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>';

describeInBrowser('the experiments', () => {
  const stage = useStage(
    async (rest) => {
      const tides = await seedExperiment(rest, 'tides', { team: 'forecasting' });
      await seedRun(rest, tides, { name: 'a', status: 'RUNNING' });
      await seedRun(rest, tides, { name: 'b' });
      await seedExperiment(rest, 'reefs', { team: 'vision' });
      await seedExperiment(rest, `‫שלום‬ 🌊 ${'long '.repeat(60)}${SCRIPT}`);
    },
    // Creating one that exists is answered with 400, which a browser logs.
    [/status of 400/],
  );
  const rowOf = (page: Page, name: string): ReturnType<Page['getByRole']> =>
    page.getByRole('row').filter({ hasText: name });
  const more = async (page: Page, name: string, item: string): Promise<void> => {
    await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  test.each(['light', 'dark'] as const)(
    'are listed with tags and counts, accessible in %s',
    async (theme) => {
      const page = await stage().open('#/experiments', { theme });
      await rowOf(page, 'tides').getByText('1 running').waitFor();
      expect(await rowOf(page, 'tides').innerText()).toMatch(/forecasting[\s\S]*\b2\b/);
      expect(await page.evaluate(() => (globalThis as { broken?: number }).broken)).toBeUndefined();
      expect(await accessibilityProblems(page)).toEqual([]);
    },
  );

  test('are found by name and by tag', async () => {
    const page = await stage().open('#/experiments');
    await page.getByRole('searchbox', { name: 'Search experiments' }).fill('team:vision');
    await rowOf(page, 'tides').waitFor({ state: 'detached' });
    await rowOf(page, 'reefs').waitFor();
    await page.getByRole('searchbox').fill('TID');
    await rowOf(page, 'tides').waitFor();
    await rowOf(page, 'reefs').waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('nothing at all');
    await page.getByText('No experiment is called that').waitFor();
  });

  test('are created, and a name that is taken is told', async () => {
    const page = await stage().open('#/experiments');
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Name' }).fill('tides');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/already exists/)
      .waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('currents');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'currents' }).waitFor();
    await page.getByText('No runs yet').waitFor();
    await page.getByText('mlflow.set_tracking_uri').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('are renamed, tagged and described', async () => {
    const id = await seedExperiment(stage().rest, 'to-change');
    const page = await stage().open('#/experiments');
    await more(page, 'to-change', 'Rename');
    await page.getByRole('textbox', { name: 'Name' }).fill('changed');
    await page.getByRole('button', { name: 'Rename' }).click();
    await rowOf(page, 'changed').waitFor();
    await more(page, 'changed', 'Tags');
    await page.getByRole('textbox', { name: 'Key' }).fill('phase');
    await page.getByRole('textbox', { name: 'Value' }).fill('two');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the tag phase' }).waitFor();
    await page.keyboard.press('Escape');
    await more(page, 'changed', 'Describe');
    await page.getByRole('textbox', { name: 'Description' }).fill(`# Why\n\nfor **science** ${SCRIPT}`);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await rowOf(page, 'changed').getByText('Why').waitFor();
    await page.goto(`${stage().url}/#/experiments/${id}`);
    await page.getByRole('button', { name: 'Description' }).click();
    await page.locator('strong', { hasText: 'science' }).waitFor();
    expect(await page.evaluate(() => (globalThis as { broken?: number }).broken)).toBeUndefined();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('are deleted with an undo, and restored from the trash', async () => {
    await seedExperiment(stage().rest, 'doomed');
    const page = await stage().open('#/experiments');
    await more(page, 'doomed', 'Move to the trash');
    await rowOf(page, 'doomed').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await rowOf(page, 'doomed').waitFor();
    await page.getByRole('checkbox', { name: 'Choose doomed' }).click();
    await page.getByRole('button', { name: 'Delete 1' }).click();
    await rowOf(page, 'doomed').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Trash' }).click();
    await more(page, 'doomed', 'Restore');
    await page.getByText('The trash is empty').waitFor();
    await page.getByRole('button', { name: 'Active' }).click();
    await rowOf(page, 'doomed').waitFor();
  });

  test('fit on a phone', async () => {
    const page = await stage().open('#/experiments', { width: 390, height: 844 });
    await rowOf(page, 'tides').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('link', { name: 'Models' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('say what happened when the server is gone, and load when it is back', async () => {
    const { browser, url } = stage();
    const page = await browser.newPage();
    await page.route('**/ajax-api/**', (route) => route.abort());
    await page.goto(`${url}/#/experiments`);
    await page.getByRole('heading', { name: 'No connection to the server' }).waitFor();
    await page.unroute('**/ajax-api/**');
    await page.route('**/ajax-api/**', (route) =>
      route.fulfill({ status: 500, body: '<h1>Bad Gateway</h1>' }),
    );
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'The experiments could not be loaded' }).waitFor();
    await page.unroute('**/ajax-api/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await rowOf(page, 'tides').waitFor();
    await page.close();
  });
});
