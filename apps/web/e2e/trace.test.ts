import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { seedLongTrace, seedTraces } from './seed-traces.ts';
import { useStage } from './stage.ts';

describeInBrowser('a trace', () => {
  let ids: string[] = [];
  let long = '';
  const stage = useStage(
    async (rest, url) => {
      await rest.post('experiments/create', { name: 'agent' });
      ids = await seedTraces(url, '1');
      long = await seedLongTrace(url, '1', 5000);
    },
    [/status of 404/],
  );
  const open = (id: string | undefined, theme: 'light' | 'dark' = 'light') =>
    stage().open(`#/experiments/1/traces/${id}`, { theme, width: 1440 });

  test('its spans are a tree that the keyboard walks, and the chosen one is part of the address', async () => {
    const page = await open(ids[0]);
    const tree = page.getByRole('tree', { name: 'Spans' });
    await tree.getByRole('treeitem').nth(5).waitFor();
    expect(await tree.getByRole('treeitem').count()).toBe(6);
    await tree.focus();
    for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const chosen = tree.locator('[aria-selected=true]');
    await chosen.filter({ hasText: 'embed' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await chosen.filter({ hasText: 'retrieve' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await tree.getByRole('treeitem', { name: /^embed/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { name: /^embed/ }).waitFor();
    await page.keyboard.press('End');
    await chosen.filter({ hasText: 'Completions' }).waitFor();
    expect(page.url()).toContain('span=');
    await page.reload();
    await chosen.filter({ hasText: 'Completions' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('conversations, tool calls and documents are shown as such, and as JSON', async () => {
    const page = await open(ids[0]);
    const detail = page.getByRole('region', { name: 'Span', exact: true });
    await page
      .getByRole('treeitem', { name: /^Completions/ })
      .last()
      .click();
    await detail.locator('strong', { hasText: 'shipped' }).waitFor();
    await detail.getByText('You help customers of a bookshop.').waitFor();
    await detail.getByText('order_status').waitFor();
    await detail.getByText('313 tokens').waitFor();
    await detail
      .getByRole('group', { name: 'How to show outputs' })
      .getByRole('button', { name: 'JSON' })
      .click();
    await detail.getByText('choices').waitFor();
    await page.getByRole('treeitem', { name: /^retrieve/ }).click();
    await detail.getByText('A parcel that is late by a week is refunded.').waitFor();
    await page.getByRole('tab', { name: /Attributes/ }).click();
    await detail.getByText('mlflow.spanType').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('what failed says why, with the stack', async () => {
    const page = await open(ids[1], 'dark');
    await page.getByRole('treeitem', { name: /^order_status.*failed/ }).click();
    await page.getByText('ConnectionError').first().waitFor();
    await page.getByText('Stack trace').click();
    await page.getByText('tools.py').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('feedback and expectations are added, shown and deleted', async () => {
    const page = await open(ids[2]);
    await page.getByRole('tab', { name: /Assessments/ }).click();
    const add = async (): Promise<void> => page.getByRole('button', { name: 'Add assessment' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an assessment' });
    await add();
    await dialog.getByLabel('Name', { exact: true }).fill('polite');
    await dialog.getByLabel('Why').fill('It says please.');
    await dialog.getByLabel('Your name').fill('ada');
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('It says please.').waitFor();
    await page.getByText('By ada').waitFor();

    await add();
    await dialog.getByRole('button', { name: 'Expectation' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('carriers');
    await dialog.getByRole('button', { name: 'JSON' }).click();
    await dialog.getByLabel('Value', { exact: true }).fill('{"post": 4');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('The value must be JSON').waitFor();
    await dialog.getByLabel('Value', { exact: true }).fill('{"post": 4}');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('post').first().waitFor();

    await page.getByRole('button', { name: 'Delete polite' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('It says please.').waitFor({ state: 'detached' });
    const { trace } = (await (await fetch(`${stage().url}/api/3.0/mlflow/traces/${ids[2]}`)).json()) as {
      trace: { trace_info: { assessments: { assessment_name: string }[] } };
    };
    expect(trace.trace_info.assessments.map((each) => each.assessment_name)).toEqual(['carriers']);
  });

  test('5,000 spans: quick to walk, to search and to fold', async () => {
    const page = await open(long);
    const tree = page.getByRole('tree', { name: 'Spans' });
    await tree.getByRole('treeitem', { name: /^nightly/ }).waitFor();
    await page.getByText('5,000 spans').waitFor();
    expect(await tree.getByRole('treeitem').count()).toBeLessThan(80);
    await tree.focus();
    await page.keyboard.press('End');
    await tree.locator('[aria-selected=true]', { hasText: 'step 4999' }).waitFor();
    await page.keyboard.press('/');
    const started = Date.now();
    await page.getByRole('searchbox', { name: 'Search in spans' }).fill('needle haystack');
    await tree.getByRole('treeitem', { name: /^step 4321/ }).waitFor();
    expect(Date.now() - started).toBeLessThan(1500);
    expect(await tree.getByRole('treeitem').count()).toBe(3);
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1').waitFor();
    await page.getByText('a needle in the haystack').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await tree.getByRole('treeitem', { name: /^step/ }).first().waitFor({ state: 'detached' });
    expect(await tree.getByRole('treeitem').count()).toBeGreaterThan(10);
  });

  test("MLflow's links to a trace lead here, and one that does not exist says so", async () => {
    const page = await stage().open(`#/experiments/1/traces?selectedEvaluationId=${ids[0]}`);
    await page.waitForURL(new RegExp(`/traces/${ids[0]}`));
    const other = await open('tr-00000000000000000000000000000000');
    await other.getByRole('heading', { name: 'This trace does not exist' }).waitFor();
  });
});
