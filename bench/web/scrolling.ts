import type { Browser, Page } from 'playwright-core';
import { type Frames, frames } from './frames.ts';
import { runsShown } from './interfaces.ts';
import type { Seeded } from './seed.ts';
import { largeRunName, WIDE, wideMetric, wideParam } from './seed-large.ts';
import { MOST_MS, shows } from './stopwatch.ts';

export interface ScrollFigures {
  /** Until the newest runs are seen with their values. */
  readonly shown: number;
  readonly down: Frames;
  readonly across: Frames;
  /** Jumps to far places, where nothing has been loaded. */
  readonly jumps: Frames;
}

const TURNS = 120;
const JUMPS = 12;

/** Scrolls the runs table of all columns by the wheel, and measures the frames meanwhile. */
export async function scrollWideTable(browser: Browser, url: string, seeded: Seeded): Promise<ScrollFigures> {
  const view = await saveView(url, seeded.experimentId);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    const begin = performance.now();
    await page.goto(`${url}/#/experiments/${seeded.experimentId}/runs?view=${view}`);
    await shows(page, runsShown([largeRunName('wide', WIDE.runs - 1)]));
    await settled(page);
    const shown = performance.now() - begin;
    await page
      .getByText(`${WIDE.runs.toLocaleString('en')} runs`)
      .first()
      .waitFor({ timeout: MOST_MS });
    await page.mouse.move(900, 500);
    const down = await frames(page, () => turn(page, 0, 120));
    const across = await frames(page, () => turn(page, 120, 0));
    const jumps = await frames(page, () => jump(page));
    return { shown, down, across, jumps };
  } finally {
    await page.close();
  }
}

async function saveView(url: string, experimentId: string): Promise<string> {
  const columns = [
    ...Array.from({ length: WIDE.metrics }, (_, index) => ({ kind: 'metric', key: wideMetric(index) })),
    ...Array.from({ length: WIDE.params }, (_, index) => ({ kind: 'param', key: wideParam(index) })),
  ];
  const answer = await fetch(`${url}/api/millrace/views`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'all', experiment_ids: [experimentId], content: { columns } }),
  });
  return ((await answer.json()) as { view: { view_id: string } }).view.view_id;
}

async function turn(page: Page, x: number, y: number): Promise<void> {
  for (let done = 0; done < TURNS; done++) {
    await page.mouse.wheel(x, y);
    await page.waitForTimeout(16);
  }
}

async function jump(page: Page): Promise<void> {
  for (let done = 1; done <= JUMPS; done++) {
    await page.getByRole('treegrid').evaluate((grid, part) => {
      grid.scrollTo(grid.scrollWidth * ((part * 7) % 1), grid.scrollHeight * ((part * 5) % 1));
    }, done / JUMPS);
    await page.waitForTimeout(120);
  }
}

/** Resolves when no value that is seen is missing. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelectorAll('[data-waiting]').length === 0, null, {
    timeout: MOST_MS,
  });
