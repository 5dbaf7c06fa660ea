import type { Browser, Page } from 'playwright-core';
import { type Frames, frames } from './frames.ts';
import { linesDrawn } from './interfaces.ts';
import type { Seeded } from './seed.ts';
import { LONG } from './seed-large.ts';
import { shows } from './stopwatch.ts';

export interface LongLineFigures {
  /** Milliseconds until all lines are drawn, on a page whose scripts are in the browser's cache. */
  readonly drawn: number;
  /** Milliseconds of those from when the chart asked for its lines. */
  readonly answered: number;
  /** While the chart, zoomed in, is dragged to and fro. */
  readonly panned: Frames;
}

const MOVES = 90;

/** Draws one chart of many long histories, zooms into it and pans it. */
export async function drawLongLines(browser: Browser, url: string, seeded: Seeded): Promise<LongLineFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const query = new URLSearchParams({
    runs: JSON.stringify(seeded.runIds),
    experiments: JSON.stringify([seeded.experimentId]),
    tab: 'charts',
  });
  const open = async (page: Page): Promise<number> => {
    const begin = performance.now();
    await page.goto(`${url}/#/compare-runs?${query.toString()}`, { waitUntil: 'commit' });
    await shows(page, linesDrawn(LONG.key, LONG.runs));
    return performance.now() - begin;
  };
  try {
    const first = await context.newPage();
    await open(first);
    await first.close();
    const page = await context.newPage();
    const drawn = await open(page);
    const answered = await page.evaluate(() => {
      const [asked] = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('/histories'));
      return performance.now() - (asked?.startTime ?? Number.NaN);
    });
    await zoomIn(page);
    return { drawn, answered, panned: await frames(page, () => pan(page)) };
  } finally {
    await context.close();
  }
}

const chart = (page: Page) =>
  page.getByRole('img', { name: new RegExp(`^Line chart: ${LONG.key} .* ${LONG.runs} lines`) });

async function zoomIn(page: Page): Promise<void> {
  await chart(page).focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('+');
  await page.waitForTimeout(1_500);
}

async function pan(page: Page): Promise<void> {
  const before = await chart(page).getAttribute('aria-label');
  const box = await chart(page).boundingBox();
  if (!box) throw new Error('The chart is not there');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.keyboard.down('Shift');
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let move = 0; move < MOVES; move++) {
    await page.mouse.move(x + Math.sin(move / 8) * 150, y);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
  await page.keyboard.up('Shift');
  if ((await chart(page).getAttribute('aria-label')) === before) throw new Error('The chart did not move');
}
