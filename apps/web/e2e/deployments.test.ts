import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { pythonWithMlflow } from '../../../tests/support/python-client.ts';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { useStage } from './stage.ts';

const SEED = fileURLToPath(new URL('seed_deployments.py', import.meta.url));

describeInBrowser('deployments', () => {
  // The server's own Python, which models are loaded with.
  beforeAll(async () => {
    process.env['PATH'] = `${dirname(await pythonWithMlflow())}:${process.env['PATH']}`;
  }, 300_000);
  const stage = useStage(
    async (_, url) => {
      const env = { ...process.env, MLFLOW_TRACKING_URI: url, MLFLOW_DISABLE_TELEMETRY: 'true' };
      await promisify(execFile)(await pythonWithMlflow(), [SEED], { env });
    },
    // What a test asks for in vain.
    [/status of 40[04]/],
  );

  test('a model is deployed, tried, given a canary, promoted and deleted', async () => {
    const page = await stage().open('#/experiments');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Deployments' }).click();
    await page.getByRole('heading', { name: 'No deployments yet' }).waitFor();
    await page.getByRole('button', { name: 'Deploy model' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deploy a model' });
    await dialog.getByLabel('Name').fill('not/a name');
    await dialog.getByLabel('Model').fill('models:/churn@champion');
    await dialog.getByRole('combobox', { name: 'Python environment' }).click();
    await page.getByRole('option', { name: "The server's Python" }).click();
    await dialog.getByRole('button', { name: 'Deploy' }).click();
    await dialog.getByText(/'name' must be 1 to 63/).waitFor();
    await dialog.getByLabel('Name').fill('churn');
    await dialog.getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('heading', { level: 1, name: 'churn' }).waitFor();

    const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Ask' }) });
    await form.waitFor({ timeout: 60_000 });
    await form.getByLabel('visits').fill('5');
    await form.getByRole('button', { name: 'Ask' }).click();
    await form.getByText('Version 1 answered').waitFor();
    expect(JSON.parse(await form.getByRole('region', { name: 'Code' }).innerText())).toEqual({
      predictions: [expect.closeTo(5)],
    });
    await form.getByRole('button', { name: 'JSON' }).click();
    await form.getByRole('textbox', { name: 'Request' }).fill('{"dataframe_split": 7}');
    await form.getByRole('button', { name: 'Ask' }).click();
    await form.getByRole('alert').getByText(/\w/).waitFor();
    await page.getByRole('region', { name: 'Logs' }).getByText('Ready').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Try another version' }).click();
    const adding = page.getByRole('dialog', { name: 'Try another version' });
    await adding.getByLabel('Model').fill('models:/churn/2');
    await adding.getByRole('button', { name: 'Add' }).click();
    const versions = page.getByRole('table', { name: 'Versions of the deployment' });
    const canary = versions.getByRole('row').filter({ hasText: 'canary' });
    await canary.getByText('10 %').waitFor();
    await canary.getByText('Ready').waitFor({ timeout: 60_000 });
    await canary.getByRole('button', { name: 'Actions for version 2' }).click();
    await page.getByRole('menuitem', { name: 'Promote' }).click();
    await versions.getByRole('row').filter({ hasText: 'live' }).getByText('100 %').waitFor();
    await page.getByText('Version 2 answers now').waitFor();

    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page
      .getByRole('alertdialog', { name: 'Delete churn?' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByRole('heading', { name: 'No deployments yet' }).waitFor();
  }, 180_000);

  test('why a model could not be loaded is told', async () => {
    const { model } = await stage().rest.post<{ model: { info: { model_id: string } } }>('logged-models', {
      experiment_id: '0',
      name: 'without files',
    });
    const body = { name: 'broken', model_uri: `models:/${model.info.model_id}`, env_manager: 'local' };
    await fetch(`${stage().url}/api/millrace/deployments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const page = await stage().open('#/deployments/broken');
    await page
      .getByRole('status')
      .getByText(/was not taken into service/)
      .waitFor({ timeout: 60_000 });
    await page.goto(`${stage().url}/#/deployments/nobody`);
    await page.getByText(/no deployment named 'nobody'/).waitFor();
  }, 120_000);
});
