import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { agentSpans, seedTrace, seedTraces } from './seed-traces.ts';
import { useStage } from './stage.ts';

const MANY = 230;

describeInBrowser('the traces of an experiment', () => {
  let many = '';
  const stage = useStage(
    async (rest, url) => {
      const create = (name: string) => rest.post<{ experiment_id: string }>('experiments/create', { name });
      const { experiment_id: few } = await create('few');
      await seedTraces(url, few);
      const made = await create('many');
      many = made.experiment_id;
      const spans = { id: 'one', name: 'one', startMs: 0, endMs: 5 };
      const numbers = Array.from({ length: MANY }, (_, number) => number);
      await Promise.all(
        numbers.map((number) =>
          seedTrace(
            url,
            many,
            `many ${number}`,
            [{ ...spans, inputs: `question ${number}`, outputs: 'x' }],
            Date.now() - number * 60_000,
          ),
        ),
      );
    },
    [/status of 400/],
  );

  test('the list tells requests, responses, status, duration and tokens', async () => {
    const page = await stage().open('#/experiments/1/traces');
    const table = page.getByRole('table', { name: 'Traces' });
    const row = table.getByRole('row').filter({ hasText: 'Where is my order A-1042?' });
    for (const text of ['It was shipped', 'OK', '2.4 s', '556', 'answer'])
      await row.getByText(text).first().waitFor();
    await table.getByRole('row').filter({ hasText: 'refund' }).getByText('Error').waitFor();
    await page.getByText('متى يصل الطرد؟').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('it is filtered by words in spans and by the grammar, whose errors stand below the field', async () => {
    const page = await stage().open('#/experiments/1/traces', { theme: 'dark' });
    const table = page.getByRole('table', { name: 'Traces' });
    const rows = table.getByRole('row');
    await rows.nth(5).waitFor();
    const filter = page.getByRole('searchbox', { name: 'Filter traces' });
    await filter.fill('courier');
    await rows.nth(2).waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'Tromsø' }).waitFor();
    await filter.fill("status = 'ERROR'");
    await rows.filter({ hasText: 'refund' }).waitFor();
    expect(await rows.count()).toBe(2);
    await filter.fill("status = 'ERROR' AND colour = 'red'");
    await page.getByText(/Invalid attribute key 'colour'/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'What to search for' }).click();
    await page.getByRole('button', { name: /execution_time_ms > 2000/ }).click();
    await rows.nth(5).waitFor();
  });

  test('chosen traces are tagged and deleted', async () => {
    const page = await stage().open('#/experiments/1/traces');
    await page.getByRole('checkbox', { name: /Select .*Faust/ }).click();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Tag 1 trace' });
    await dialog.getByLabel('Key').fill('topic');
    await dialog.getByLabel('Value').fill('books');
    await dialog.getByRole('button', { name: 'Tag' }).click();
    await page.getByRole('row').filter({ hasText: 'Faust' }).getByText('books').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByText('This cannot be undone').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('1 trace deleted').waitFor();
    await page.getByRole('link', { name: /Faust/ }).waitFor({ state: 'detached' });
  });

  test('of many only those in view are there, and the rest comes as one scrolls', async () => {
    const page = await stage().open(`#/experiments/${many}/traces`);
    await page.getByRole('link', { name: 'question 0', exact: true }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.getByRole('region', { name: 'Traces' }).focus();
    await expect(
      (async () => {
        while (!(await page.getByRole('link', { name: `question ${MANY - 1}`, exact: true }).isVisible()))
          await page.keyboard.press('PageDown');
      })(),
    ).resolves.toBeUndefined();
  });

  test('it is sorted by duration', async () => {
    const { url } = stage();
    await seedTrace(
      url,
      many,
      'slow one',
      agentSpans('the slowest', 'yes').map((span) => ({ ...span, endMs: span.endMs * 9 })),
    );
    const page = await stage().open(`#/experiments/${many}/traces`);
    await page.getByRole('button', { name: 'Duration' }).click();
    await page.getByRole('row').nth(1).filter({ hasText: 'the slowest' }).waitFor();
  });

  test('an experiment without traces says how to make some', async () => {
    const page = await stage().open('#/experiments/0/traces');
    await page.getByRole('heading', { name: 'No traces yet' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
