import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { seedChurn } from './seed-models.ts';
import { useStage } from './stage.ts';

const ODD_NAMES = ['price forecast (EU) 50%', '需要予測 🌊', '<img src=x onerror=alert(1)>', 'x'.repeat(400)];

describeInBrowser('registered models', () => {
  const stage = useStage(
    async (rest) => {
      await seedChurn(rest);
      for (const name of ODD_NAMES) await rest.post('registered-models/create', { name });
    },
    // What a test asks for in vain.
    [/status of 40[04]/],
  );

  test('the list tells latest versions, stages, aliases and tags, and is filtered by words and by the grammar', async () => {
    const page = await stage().open('#/models');
    const table = page.getByRole('table', { name: 'Models' });
    const row = table.getByRole('row').filter({ hasText: 'churn' });
    for (const text of ['Version 4', 'Production v2', 'Staging v3', '@champion', 'growth'])
      await row.getByText(text).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const filter = page.getByRole('searchbox', { name: 'Filter models' });
    await filter.fill('forecast');
    await row.waitFor({ state: 'detached' });
    expect(await table.getByRole('row').count()).toBe(2);
    await filter.fill("tags.team = 'growth'");
    await row.waitFor();
    expect(page.url()).toContain('filter=');
    await filter.fill('tags.team ==');
    await page
      .getByText(/Invalid|invalid/)
      .first()
      .waitFor();
    expect(await filter.getAttribute('aria-invalid')).toBe('true');
    await filter.fill('nothing of that name');
    await page.getByRole('heading', { name: 'No model matches the filter' }).waitFor();
  });

  test('names that hold anything are shown as they are and have pages', async () => {
    for (const name of ODD_NAMES) {
      const page = await stage().open(`#/models/${encodeURIComponent(name)}`);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('heading', { name: 'No versions yet' }).waitFor();
      await page.close();
    }
  });

  test('a model is created, described, tagged, renamed with undo, and deleted', async () => {
    const page = await stage().open('#/models');
    await page.getByRole('button', { name: 'Create model' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create a model' });
    await dialog.getByLabel('Name').fill('churn');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText(/already exists/).waitFor();
    await dialog.getByLabel('Name').fill('waves');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'waves' }).waitFor();

    await page.getByRole('button', { name: 'Edit the description' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('Height in **metres**');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('strong', { hasText: 'metres' }).waitFor();

    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByLabel('Key').fill('owner');
    await page.getByLabel('Value').fill('ada');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove tag owner' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /Change tag owner/ }).waitFor();

    await page.getByRole('button', { name: 'More about this model' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('tides');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'tides' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'waves' }).waitFor();

    await page.getByRole('button', { name: 'More about this model' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete model' }).click();
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor();
    await expect(stage().rest.get('registered-models/get', { name: 'waves' })).rejects.toThrow(/404/);
  });

  test('an alias is moved by one click, and back by another', async () => {
    const aliasedVersion = async (): Promise<string> => {
      const { registered_model: model } = await stage().rest.get<{
        registered_model: { aliases: { alias: string; version: string }[] };
      }>('registered-models/get', { name: 'churn' });
      return model.aliases.find(({ alias }) => alias === 'champion')?.version ?? '';
    };
    const page = await stage().open('#/models/churn');
    await page.getByRole('button', { name: 'Add or move an alias to version 4' }).click();
    await page.getByRole('button', { name: /@champion.*from version 2/ }).click();
    await page.getByText('@champion moved from version 2 to version 4').waitFor();
    expect(await aliasedVersion()).toBe('4');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('@champion moved').waitFor({ state: 'detached' });
    const second = page.getByRole('row').filter({ hasText: 'Version 2' });
    await second.getByRole('button', { name: 'Alias @champion' }).waitFor();
    expect(await aliasedVersion()).toBe('2');

    await page.getByRole('button', { name: 'Add or move an alias to version 1' }).click();
    await page.getByRole('textbox', { name: 'Alias' }).fill('v9');
    await page.keyboard.press('Enter');
    await page.getByText(/reserved/).waitFor();
    await page.getByRole('textbox', { name: 'Alias' }).fill('rollback');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Alias @rollback' }).click();
    await page.getByRole('menuitem', { name: 'Remove @rollback' }).click();
    await page.getByRole('button', { name: 'Alias @rollback' }).waitFor({ state: 'detached' });
  });

  test('a transition archives what was there, when told so, and undo brings it back', async () => {
    const page = await stage().open('#/models/churn');
    const stageOf = (version: number) =>
      page.getByRole('button', { name: new RegExp(`^Stage of version ${version}:`) });
    await stageOf(4).click();
    await page.getByRole('menuitemradio', { name: 'Production' }).click();
    const dialog = page.getByRole('dialog', { name: 'Move version 4 to Production' });
    await dialog.getByText('Version 2 is there already.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Move' }).click();
    await page.getByRole('button', { name: 'Stage of version 2: Archived' }).waitFor();
    await page.getByRole('button', { name: 'Stage of version 4: Production' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Stage of version 2: Production' }).waitFor();
    await page.getByRole('button', { name: 'Stage of version 4: No stage' }).waitFor();
  });

  test('chosen versions are compared', async () => {
    const page = await stage().open('#/models/churn', { theme: 'dark' });
    await page.getByRole('checkbox', { name: 'Select version 4' }).click();
    await page.getByRole('checkbox', { name: 'Select version 2' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await page.getByRole('heading', { name: 'Compare 2 versions' }).waitFor();
    const inputs = page.getByRole('table', { name: 'Inputs' });
    await inputs.getByRole('row', { name: /tenure_months double long/ }).waitFor();
    await page
      .getByRole('table', { name: 'Metrics' })
      .getByRole('row', { name: /auc 0.89 0.85 −0.04/ })
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    await inputs.getByRole('row', { name: /plan/ }).waitFor({ state: 'detached' });
  });

  test("MLflow's address of a comparison works, and one that asks for nothing says what to do", async () => {
    const page = await stage().open('#/compare-model-versions?name="churn"&runs={"a":"1","b":"3"}');
    await page.getByRole('columnheader', { name: 'Version 3' }).first().waitFor();
    const other = await stage().open('#/compare-model-versions');
    await other.getByRole('heading', { name: 'Nothing to compare' }).waitFor();
  });

  test('a model that does not exist says so', async () => {
    const page = await stage().open('#/models/gone');
    await page.getByRole('heading', { name: 'This model does not exist' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
