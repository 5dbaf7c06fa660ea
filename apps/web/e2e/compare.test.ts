import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { seedComparedRuns } from './compared-runs.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { useStage } from './stage.ts';

describeInBrowser('runs side by side', () => {
  let few: string;
  let many: string;
  const stage = useStage(
    async (rest) => {
      few = await seedComparedRuns(rest, 6);
      many = await seedComparedRuns(rest, 120);
    },
    [/500|404/],
  );

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('show what differs, and nothing else when asked (%s, %i pixels wide)', async (theme, width) => {
    const page = await stage().open(few, { theme, width });
    const table = page.getByRole('table', { name: 'Runs side by side' });
    await table.getByRole('rowheader', { name: /max_depth/ }).waitFor();
    await table.getByRole('rowheader', { name: 'window_hours' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    await table.getByRole('rowheader', { name: 'window_hours' }).waitFor({ state: 'detached' });
    await table.getByRole('rowheader', { name: /dropout differs/ }).waitFor();
    await page.getByRole('searchbox', { name: 'Search keys' }).fill('rmse');
    await table.getByRole('rowheader', { name: /dropout/ }).waitFor({ state: 'detached' });
    await table.getByRole('rowheader', { name: /val\/rmse/ }).waitFor();
    // The next look is as this was left.
    await page.reload();
    await table.getByRole('rowheader', { name: /dropout/ }).waitFor();
    expect(await table.getByRole('rowheader', { name: 'window_hours' }).count()).toBe(0);
  });

  test('are measured by a baseline, and taken out', async () => {
    const page = await stage().open(few);
    await page.getByRole('button', { name: 'More about sweep-1' }).click();
    await page.getByRole('menuitem', { name: 'Make it the baseline' }).click();
    await page.getByText('baseline', { exact: true }).waitFor();
    await page.getByText('+6.7 %').first().waitFor();
    await page.waitForURL(/base=/);
    await page.getByRole('button', { name: 'More about sweep-3' }).click();
    await page.getByRole('menuitem', { name: 'Take out of the comparison' }).click();
    await page.getByRole('heading', { name: 'Comparing 5 runs' }).waitFor();
    expect(await page.getByRole('link', { name: 'sweep-3' }).count()).toBe(0);
  });

  test('may be very many: what is out of view is not drawn, heads stay in view', async () => {
    const page = await stage().open(many);
    await page.getByRole('heading', { name: 'Comparing 120 runs' }).waitFor();
    await page.getByRole('link', { name: 'sweep-1', exact: true }).waitFor();
    expect(await page.getByRole('columnheader').count()).toBeLessThan(30);
    await page
      .getByRole('region', { name: 'Runs side by side' })
      .evaluate((element) => element.scrollTo(element.scrollWidth, 0));
    await page.getByRole('link', { name: 'sweep-120' }).waitFor();
    expect(await page.getByRole('rowheader', { name: /max_depth/ }).isVisible()).toBe(true);
  });

  test('have their texts compared line by line, and their images beside one another', async () => {
    const page = await stage().open(`${few}&tab=artifacts`);
    await page.getByRole('treeitem', { name: /config\.yaml/ }).click();
    await page.getByText('2 lines differ').waitFor();
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    expect(
      await page.getByRole('table', { name: 'Texts side by side' }).getByText('window: 72').count(),
    ).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Right' }).click();
    await page.getByRole('option', { name: 'sweep-4' }).click();
    await page.getByText('The texts are the same').waitFor();
    await page.getByRole('treeitem', { name: 'plots' }).click();
    await page.getByRole('treeitem', { name: /fit\.png/ }).click();
    await page.getByText('in 6 of 6 runs').waitFor();
    expect(await page.getByRole('img', { name: /plots\/fit\.png of sweep/ }).count()).toBe(6);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('have their stepped images in one grid with a step slider', async () => {
    const page = await stage().open(`${few}&tab=images`);
    await page.getByRole('img', { name: 'samples, step 20' }).first().waitFor();
    await page.getByRole('slider', { name: 'Step' }).fill('1');
    await page.getByRole('img', { name: 'errors, step 10' }).first().waitFor();
    await page.getByRole('button', { name: 'All steps of a key' }).click();
    await page.getByRole('columnheader', { name: 'Step 0' }).waitFor();
    await page.getByRole('img', { name: 'errors, step 0' }).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('an address may name runs that are gone, no runs, or nonsense', async () => {
    const page = await stage().open(
      `#/compare-runs?runs=${encodeURIComponent(`["${'0'.repeat(32)}"]`)}&experiments=["1"]`,
    );
    await page.getByText('1 run is not there any more').waitFor();
    for (const nonsense of ['', '?runs=', '?runs={"a":1}', '?runs=["<script>"]&experiments=["1"]']) {
      await page.goto(`${stage().url}/#/compare-runs${nonsense}`);
      await page.getByRole('heading', { name: 'No runs to compare' }).waitFor();
    }
    await page.route('**/mlflow/runs/search', (route) =>
      route.fulfill({ status: 500, body: '{"error_code":"INTERNAL_ERROR","message":"The disk is full."}' }),
    );
    await page.goto(`${stage().url}/${few}`);
    await page.getByText('The disk is full.').waitFor();
    await page.unroute('**/mlflow/runs/search');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Comparing 6 runs' }).waitFor();
  });
});
