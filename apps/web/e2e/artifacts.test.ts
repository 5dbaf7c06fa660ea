import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { text } from './made-files.ts';
import { useStage } from './stage.ts';
import { seedTideRun, type TideRun } from './tide-run.ts';

describeInBrowser('the artifacts of a run', () => {
  let run: TideRun;
  const stage = useStage(
    async (rest) => {
      run = await seedTideRun(rest);
      const root = `${run.experimentId}/${run.runId}/artifacts`;
      for (let index = 0; index < 400; index++)
        await rest.put(`${root}/many/part-${index}.txt`, text(`part ${index}\n`));
      await rest.put(`${root}/long.log`, text('a line of the log, one of very many\n'.repeat(60_000)));
      await rest.put(`${root}/broken.json`, text('{"a": '));
      await rest.put(`${root}/broken.png`, text('not an image'));
      await rest.put(`${root}/empty.txt`, text(''));
      await rest.put(`${root}/${encodeURIComponent('שלום 🌊.txt')}`, text('right to left\n'));
    },
    // What a page must not do is said on its console, by the browser: in frames that are sandboxed, and for what fails on purpose.
    [/sandbox|frame with origin "null"/, /Content Security Policy/, /500|404|416/, /ERR_FAILED/],
  );
  const hashOf = (path: string): string =>
    `#/experiments/${run.experimentId}/runs/${run.runId}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`;
  const open = (path: string, options?: { theme?: 'dark'; width?: number }): Promise<Page> =>
    stage().open(hashOf(path), options);
  /** Goes from file to file, as people do. */
  let shared: Promise<Page> | undefined;

  test('are a tree that the keyboard walks', async () => {
    const page = await open('');
    const tree = page.getByRole('tree', { name: 'Artifacts' });
    await tree.getByRole('treeitem', { name: 'config' }).waitFor();
    await tree.focus();
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { name: /settings\.yaml/ }).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(/artifacts\/config\/settings\.yaml$/);
    await page
      .getByRole('region', { name: /Text of/ })
      .getByText('window')
      .waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await tree.getByRole('treeitem', { name: /settings\.yaml/ }).waitFor({ state: 'detached' });
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('of which only those in view are drawn', async () => {
    const page = await open('many');
    await page.getByRole('treeitem', { name: /part-1\.txt/ }).waitFor();
    expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    await page
      .getByRole('treeitem', { name: /report\.pdf|long|שלום/ })
      .first()
      .waitFor();
  });

  test.each([
    ['plots/forecast.png', (page: Page) => page.getByText('640 × 360').waitFor()],
    ['plots/logo.svg', (page: Page) => page.getByText('200 × 120').waitFor()],
    ['README.md', (page: Page) => page.locator('strong', { hasText: 'gauges' }).waitFor()],
    [
      'src/train.py',
      (page: Page) => page.locator('[class*=keyword]', { hasText: 'import' }).first().waitFor(),
    ],
    ['config/settings.yaml', (page: Page) => page.getByRole('button', { name: 'Tree' }).click()],
    ['config/metrics.json', (page: Page) => page.getByText('by_station').waitFor()],
    ['tables/residuals.csv', (page: Page) => page.getByText('20,000 rows, 3 columns').waitFor()],
    ['tables/tides.parquet', (page: Page) => page.getByRole('cell', { name: 'Hörnum' }).first().waitFor()],
    ['tables/answers.json', (page: Page) => page.getByRole('cell', { name: 'At 20:40' }).waitFor()],
    ['maps/gauges.geojson', (page: Page) => page.getByRole('img', { name: 'Map of 4 shapes' }).waitFor()],
    [
      'notebooks/analysis.ipynb',
      (page: Page) => page.getByRole('img', { name: '<Axes: height by hour>' }).waitFor(),
    ],
    ['report.pdf', (page: Page) => page.locator('iframe[title="report.pdf"]').waitFor()],
    ['sound/surf.wav', (page: Page) => page.locator('audio').waitFor()],
    ['images', (page: Page) => page.getByRole('img', { name: 'samples/surface, step 20' }).waitFor()],
    ['data/weights.npy', (page: Page) => page.getByText('No preview for this kind of file').waitFor()],
    ['data/blob', (page: Page) => page.getByText('It is not text').waitFor()],
    ['data/notes', (page: Page) => page.getByText('no ending, but text').waitFor()],
    ['long.log', (page: Page) => page.getByText('The first 1 MB of 2.2 MB are shown').waitFor()],
    ['broken.json', (page: Page) => page.getByText('This is no valid JSON').waitFor()],
    ['broken.png', (page: Page) => page.getByText('The image could not be shown').waitFor()],
    ['empty.txt', (page: Page) => page.getByText('The file is empty').waitFor()],
    ['שלום 🌊.txt', (page: Page) => page.getByText('right to left').waitFor()],
    ['nosuch/file.txt', (page: Page) => page.getByText('file.txt does not exist').waitFor()],
  ])('show %s as what it is', async (path, look) => {
    shared ??= stage().open(hashOf(''), { stays: true });
    const page = await shared;
    await page.evaluate((hash) => (location.hash = hash), hashOf(path));
    await look(page);
    if (path !== 'report.pdf') expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a Parquet table is read as far as it is looked at', async () => {
    const page = await open('tables/tides.parquet');
    await page.getByText('5,000 rows, 4 columns').waitFor();
    const grid = page.getByRole('region', { name: 'Table', exact: true });
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByRole('cell', { name: '4999', exact: true }).waitFor();
  });

  test('a long text in a table is shown whole', async () => {
    const page = await open('tables/answers.json');
    await page.getByTitle('Show it whole').first().click();
    await page.getByRole('region', { name: 'Row 1, answer' }).getByText('give or take the wind').waitFor();
    expect(
      await page
        .locator('img[alt="one.png"]')
        .first()
        .evaluate((img: HTMLImageElement) => img.complete),
    ).toBe(true);
  });

  test('stepped images go from step to step', async () => {
    const page = await open('images');
    await page.getByRole('slider', { name: 'Step' }).fill('0');
    await page.getByRole('img', { name: 'error map, step 0' }).waitFor();
    await page.getByRole('button', { name: 'All steps' }).click();
    expect(await page.getByRole('img', { name: /error map, step/ }).count()).toBe(3);
  });

  test('scripts of HTML, SVG and Markdown run nothing, and where asked for only in a sandbox', async () => {
    const page = await open('report.html');
    const frame = (): FrameLocator => page.frameLocator('iframe[title="report.html"]');
    await frame().getByText('static').waitFor();
    await page.getByRole('switch', { name: 'Run its scripts' }).click();
    await frame().getByText('drawn by its script').waitFor();
    expect(await page.title()).toContain('gradient-boosting-7');
    // Not even the frame's own document is of this origin.
    const origin = await page
      .frames()
      .find((each) => each.url().includes('scripts=true'))
      ?.evaluate(() => self.origin);
    expect(origin).toBe('null');
    const reached = await page
      .frames()
      .find((each) => each.url().includes('scripts=true'))
      ?.evaluate(() =>
        fetch('/ajax-api/2.0/mlflow/experiments/get?experiment_id=0').then(
          () => true,
          () => false,
        ),
      );
    expect(reached).toBe(false);
    // Of a notebook what is HTML is left out, and its prose is Markdown.
    await page.evaluate((hash) => (location.hash = hash), hashOf('notebooks/analysis.ipynb'));
    const notebook = page.getByRole('region', { name: 'Notebook' });
    await notebook.getByText("KeyError: 'moon'").waitFor();
    await notebook.locator('strong', { hasText: 'hour by hour' }).waitFor();
    expect(await notebook.locator('script, img[src="x"]').count()).toBe(0);
    expect(await page.title()).not.toBe('ran');
    for (const path of ['plots/logo.svg', 'README.md', 'report.html']) {
      const alone = await stage().open('#/experiments');
      await alone.goto(
        `${stage().url}/api/millrace/artifacts/preview?${new URLSearchParams({ run_id: run.runId, path }).toString()}`,
      );
      await alone.waitForLoadState();
      expect(await alone.title()).not.toBe('ran');
      await alone.close();
    }
  });

  test('are uploaded, replaced, downloaded and deleted', async () => {
    const page = await open('config');
    await page.getByRole('treeitem', { name: /settings\.yaml/ }).waitFor();
    const input = page.getByLabel('Files to upload');
    await input.setInputFiles([{ name: 'new.txt', mimeType: 'text/plain', buffer: Buffer.from('first\n') }]);
    await page.getByText('1 file uploaded').waitFor();
    await page.getByRole('treeitem', { name: /new\.txt/ }).click();
    await page.getByText('first').waitFor();
    await input.setInputFiles([{ name: 'new.txt', mimeType: 'text/plain', buffer: Buffer.from('second\n') }]);
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByRole('region', { name: 'Text of config/new.txt' }).getByText('second').waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download', exact: true }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toBe('second\n');
    const [zip] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download all as zip' }).click(),
    ]);
    expect((await readFile(await zip.path())).subarray(0, 2).toString()).toBe('PK');

    await page.getByRole('button', { name: 'Delete' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('treeitem', { name: /new\.txt/ }).waitFor({ state: 'detached' });
    await page.waitForURL(/artifacts\/config$/);
  });

  test('files are uploaded by dropping them', async () => {
    const page = await open('data');
    await page.getByRole('treeitem', { name: /notes/ }).waitFor();
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
      return data;
    });
    await page.getByRole('tree').dispatchEvent('dragover', { dataTransfer: transfer });
    await page.getByText('Drop to upload to data').waitFor();
    await page.getByRole('tree').dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByRole('treeitem', { name: /dropped\.txt/ }).waitFor();
  });

  test('say what happened when they cannot be had, and can be asked for again', async () => {
    const page = await open('');
    await page.getByRole('treeitem', { name: 'tables' }).waitFor();
    await page.route('**/artifacts/preview?**', (route) =>
      route.fulfill({ status: 500, body: '{"error_code":"INTERNAL_ERROR","message":"The bucket is gone."}' }),
    );
    await page.getByRole('treeitem', { name: /README/ }).click();
    await page.getByText('The bucket is gone.').waitFor();
    await page.unroute('**/artifacts/preview?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('strong', { hasText: 'gauges' }).waitFor();
  });

  test('fit on a phone: the tree, then the file', async () => {
    const page = await open('', { width: 390, theme: 'dark' });
    await page.getByRole('treeitem', { name: /README/ }).click();
    await page.locator('strong', { hasText: 'gauges' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the files' }).click();
    await page.getByRole('treeitem', { name: /README/ }).waitFor();
  });
});
