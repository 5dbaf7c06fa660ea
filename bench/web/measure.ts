import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { COMPARISON_SHOWN, runsShown, type WebInterface } from './interfaces.ts';
import { CHARTED, paramName, paramValue, runName } from './seed.ts';
import { enteredAfter, openedAfter, type Sight } from './stopwatch.ts';

/** What a round found, by scenario: milliseconds, and bytes for scripts. */
export type Figures = Readonly<Record<Scenario, number>>;

export type Scenario =
  | 'cold table'
  | 'warm table'
  | 'filtered table'
  | 'chart'
  | 'comparison'
  | 'scripts sent'
  | 'scripts compressed';

/** One visit of a person with a fresh browser profile: nothing is in its cache at first. */
export async function visit(browser: Browser, shown: WebInterface): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const { runIds } = shown.seeded;
    const newest = runName(runIds.length - 1);
    const charted = runIds.slice(-CHARTED);

    const first = await context.newPage();
    const scripts = countScripts(first);
    const cold = await open(first, shown, shown.runs, runsShown([newest]));
    const { sent, compressed } = await scripts();
    await first.close();

    const second = await context.newPage();
    const warm = await open(second, shown, shown.runs, runsShown([newest]));
    const filtered = await filter(second, shown, newest);
    await second.close();

    const chart = await onNewPage(context, (page) =>
      open(page, shown, shown.chart(charted), shown.chartDrawn(charted.length)),
    );
    const comparison = await onNewPage(context, (page) =>
      open(page, shown, shown.compare(charted), COMPARISON_SHOWN),
    );
    return {
      'cold table': cold,
      'warm table': warm,
      'filtered table': filtered,
      chart,
      comparison,
      'scripts sent': sent,
      'scripts compressed': compressed,
    };
  } finally {
    await context.close();
  }
}

async function onNewPage<Result>(
  context: BrowserContext,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await context.newPage();
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

const open = (page: Page, { url }: WebInterface, hash: string, wanted: Sight): Promise<number> =>
  openedAfter(page, `${url}/${hash}`, wanted);

/** Milliseconds until a filter on a parameter has taken away the first run and left the one after it. */
async function filter(page: Page, shown: WebInterface, newest: string): Promise<number> {
  const last = shown.seeded.runIds.length - 1;
  const wanted = paramValue(last - 1, 0);
  const box = shown.filterBox(page);
  await box.fill(`params.${paramName(0)} = '${wanted}'`);
  return enteredAfter(page, runsShown([runName(last - 1)], [newest]), () => box.press('Enter'));
}

/** So long without a further script, a page has all that it needs. */
const QUIET_MS = 3_000;

/** Counts the bytes of the scripts that a page loads: as they were sent, and as gzip makes them. */
function countScripts(page: Page): () => Promise<{ sent: number; compressed: number }> {
  const loads: Promise<{ sent: number; compressed: number }>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return;
    loads.push(
      (async () => {
        const [{ responseBodySize }, body] = await Promise.all([
          request.sizes(),
          request.response().then((response) => response?.body()),
        ]);
        return { sent: responseBodySize, compressed: body ? gzipSync(body).length : 0 };
      })(),
    );
  });
  return async () => {
    // MLflow's page asks for other things for ever, so that its network is never idle.
    for (let known = -1; known !== loads.length; await sleep(QUIET_MS)) known = loads.length;
    const all = await Promise.all(loads);
    const sum = (of: 'sent' | 'compressed'): number => all.reduce((total, each) => total + each[of], 0);
    return { sent: sum('sent'), compressed: sum('compressed') };
  };
}
