import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { chromiumPath, launch, shows, type Visit, watch } from './browser.ts';
import { type Front, startFront } from './front.ts';
import { interfaceFiles, type Seed, seed } from './seed.ts';
import { VIEWS } from './views.ts';

/** A server to test in place of Millrace: the real one must pass as well. */
const TARGET = process.env['MLFLOW_INTERFACE_TARGET'];
/** Only MLflow's app for basic authentication has this; its server answers 404 without. */
const MAY_FAIL = ['/ajax-api/2.0/mlflow/users/current'];

jest.setTimeout(60_000);

if (chromiumPath === undefined)
  console.warn(
    "MLflow's web interface was not tested: there is no Chromium (apt-get install chromium, or CHROMIUM=…)",
  );

(chromiumPath === undefined ? describe.skip : describe)("MLflow's own web interface", () => {
  let millrace: Millrace | undefined;
  let front: Front;
  let browser: Browser;
  let page: Page;
  let logged: Seed;
  let visit: Visit;

  beforeAll(async () => {
    if (TARGET === undefined) millrace = await startMillrace();
    const target = TARGET ?? millrace?.url ?? '';
    front = await startFront(await interfaceFiles(), target);
    logged = await seed(target);
    browser = await launch();
    page = await browser.newPage({ viewport: { width: 1600, height: 1100 } });
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await front?.stop();
    await millrace?.stop();
  });

  // Each view loads the interface anew, in one tab: a new one would compile all of it again.
  beforeEach(() => {
    visit = watch(page, front.url, MAY_FAIL);
  });

  afterEach(async () => {
    page.removeAllListeners();
    await page.goto('about:blank');
  });

  const open = (path: string): Promise<unknown> => visit.page.goto(`${front.url}/#/${path}`);

  async function ends(texts: readonly string[], faults: readonly unknown[] = []): Promise<void> {
    await shows(visit.page, texts);
    await visit.settled();
    expect(visit.faults).toEqual(faults);
  }

  it.each(VIEWS.map(([name, path, texts]) => ({ name, path, texts })))(
    'shows $name',
    async ({ path, texts }) => {
      await open(path(logged));
      await ends(texts);
    },
  );

  it('shows a picture among the artifacts', async () => {
    await open(`experiments/${logged.experiment}/runs/${logged.runs[0]}/artifacts/curve.png`);
    await visit.page.waitForFunction(
      "[...document.images].some(({ src, naturalWidth }) => src.startsWith('blob:') && naturalWidth === 640)",
    );
    await ends(['curve.png']);
  });

  it('shows a page among the artifacts', async () => {
    await open(`experiments/${logged.experiment}/runs/${logged.runs[0]}/artifacts/report.html`);
    await visit.page.frameLocator('iframe').getByText('Tide report').waitFor();
    await ends(['report.html']);
  });

  it('sorts runs by a metric, and shows its column', async () => {
    await open(`experiments/${logged.experiment}/runs`);
    await shows(visit.page, ['4 matching runs']);
    await visit.page.getByText('Sort: Created').click();
    await visit.page.getByPlaceholder('Search').last().fill('accuracy');
    await visit.page.getByText('accuracy', { exact: true }).last().click();
    await ends(['Sort: accuracy', '4 matching runs']);
    const text = await visit.page.locator('body').innerText();
    expect(text.indexOf('tide-3')).toBeLessThan(text.indexOf('tide-1'));
  });

  it('filters runs', async () => {
    await open(`experiments/${logged.experiment}/runs`);
    await shows(visit.page, ['4 matching runs']);
    const filter = visit.page.getByPlaceholder(/metrics.rmse/);
    await filter.fill("metrics.accuracy > 0.15 and tags.season = 'spring'");
    await filter.press('Enter');
    await ends(['1 matching run', 'tide-3']);
  });

  it('creates an experiment', async () => {
    await open('experiments');
    await visit.page.getByRole('button', { name: 'Create', exact: true }).first().click();
    await visit.page.getByPlaceholder('Input an experiment name').fill('Made by hand');
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    // It asks first whether the name is free.
    await ends(['Made by hand'], [expect.stringMatching(/^404 GET .*get-by-name/)]);
  });
});
