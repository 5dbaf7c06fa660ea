import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { seedChurn, type SeededRun } from './seed-models.ts';
import { useStage } from './stage.ts';

describeInBrowser('model versions and logged models', () => {
  let made: SeededRun[] = [];
  const stage = useStage(
    async (rest) => {
      made = await seedChurn(rest);
      const source = `mlflow-artifacts:/${made[0]?.experimentId}/${made[0]?.runId}/artifacts/elsewhere`;
      await rest.post('model-versions/create', { name: 'churn', source, run_id: made[0]?.runId });
    },
    [/status of 404/],
  );

  test('a version tells its signature, example, lineage and how to load and serve it', async () => {
    const page = await stage().open('#/models/churn/versions/2');
    await page.getByRole('heading', { name: 'Version 2' }).waitFor();
    await page
      .getByRole('table', { name: 'Inputs of the signature' })
      .getByRole('row', { name: /support_tickets long optional/ })
      .waitFor();
    await page
      .getByRole('table', { name: 'Outputs of the signature' })
      .getByText('churn_probability')
      .waitFor();
    await page
      .getByRole('table', { name: 'Parameters of the signature' })
      .getByRole('row', { name: /threshold double 0.5/ })
      .waitFor();
    await page
      .getByRole('table', { name: 'Input example' })
      .getByRole('row', { name: /12 pro 49.9/ })
      .waitFor();
    await page.getByRole('link', { name: 'train-2' }).waitFor();
    await page.getByText('customers-2026').waitFor();
    const code = page.getByRole('region', { name: 'Code' });
    await code.getByText('mlflow.pyfunc.load_model("models:/churn@champion")').waitFor();
    await code.getByText('mlflow.sklearn.load_model("models:/churn@champion")').waitFor();
    await page.getByRole('combobox', { name: 'Named by' }).click();
    await page.getByRole('option', { name: 'version 2' }).click();
    await page.getByRole('button', { name: 'Serve' }).click();
    await code.getByText(`mlflow models serve -m 'models:/churn/2'`).waitFor();
    await code.getByText('"dataframe_split"').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'gradient-boosting' }).click();
    await page.waitForURL(/#\/experiments\/1\/models\/m-/);
  });

  test('a version whose files are not there says so', async () => {
    const page = await stage().open('#/models/churn/versions/5', { theme: 'dark' });
    await page.getByText(/There is no MLmodel file/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a version is described, tagged and deleted', async () => {
    const page = await stage().open('#/models/churn/versions/5');
    await page.getByRole('button', { name: 'Edit the description' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('<script>alert(1)</script> plain');
    await page.keyboard.press('Control+Enter');
    await page.getByText('<script>alert(1)</script> plain').waitFor();
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByLabel('Key').fill('checked');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Change tag checked/ }).waitFor();
    await page.getByRole('button', { name: 'More about this version' }).click();
    await page.getByRole('menuitem', { name: 'Delete version…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete version' }).click();
    await page.waitForURL(/#\/models\/churn$/);
    await page.getByRole('link', { name: 'Version 4' }).waitFor();
    expect(await page.getByRole('link', { name: 'Version 5' }).count()).toBe(0);
  });

  test('an experiment lists its logged models by their metrics', async () => {
    const page = await stage().open('#/experiments/1/models');
    const table = page.getByRole('table', { name: 'Logged models' });
    await table.getByRole('link', { name: 'churn v4' }).waitFor();
    await table.getByRole('button', { name: 'accuracy' }).click();
    await table
      .getByRole('columnheader', { name: 'accuracy' })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    await page.waitForURL(/sort=metrics/);
    await page.getByRole('searchbox', { name: 'Filter logged models' }).fill('metrics.accuracy > 0.925');
    await table.getByRole('link', { name: 'churn v2' }).waitFor({ state: 'detached' });
    expect(await table.getByRole('row').count()).toBe(3);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a logged model tells its metrics by dataset, parameters, versions and files', async () => {
    const page = await stage().open(`#/experiments/1/models/${made[0]?.modelId}`);
    await page.getByRole('row', { name: /accuracy customers-2026/ }).waitFor();
    await page.getByRole('row', { name: /learning_rate 0.1/ }).waitFor();
    await page.getByRole('link', { name: 'churn version 1' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Artifacts' }).click();
    await page.getByRole('treeitem', { name: 'data', exact: true }).click();
    await page.getByRole('treeitem', { name: /model\.pkl/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('model.pkl');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
