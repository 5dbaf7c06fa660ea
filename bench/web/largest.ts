import type { Browser } from 'playwright-core';
import { table } from '../report.ts';
import type { Frames } from './frames.ts';
import { drawLongLines, type LongLineFigures } from './long-lines.ts';
import { type ScrollFigures, scrollWideTable } from './scrolling.ts';
import { LONG, seedLong, seedWide, WIDE } from './seed-large.ts';

/** Measures Millrace's interface alone, on the largest of what it is made for; returns what it found, as Markdown. */
export async function measureLargest(
  browser: Browser,
  url: string,
  rounds: number,
  vacuum: () => Promise<unknown>,
): Promise<string> {
  console.log(
    `seeding ${WIDE.runs} runs of ${WIDE.metrics + WIDE.params} columns, and ${LONG.runs} long histories…`,
  );
  const [wide, long] = [await seedWide(url), await seedLong(url)];
  // As PostgreSQL itself does within some minutes.
  await vacuum();
  const scrolled: ScrollFigures[] = [];
  const drawn: LongLineFigures[] = [];
  for (let round = 1; round <= rounds; round++) {
    scrolled.push(await scrollWideTable(browser, url, wide));
    drawn.push(await drawLongLines(browser, url, long));
    console.log(`round ${round}: ${JSON.stringify([scrolled.at(-1), drawn.at(-1)])}`);
  }
  const counts = (count: number): string => count.toLocaleString('en');
  const frames = (name: string, all: readonly Frames[]): string[] => [
    name,
    milliseconds(median(all.map(({ p50 }) => p50))),
    milliseconds(median(all.map(({ p95 }) => p95))),
  ];
  return [
    `Medians of ${rounds} rounds. The runs table holds ${counts(WIDE.runs)} runs with ${WIDE.metrics + WIDE.params} columns, all shown: its newest
runs are there with their values after ${milliseconds(median(scrolled.map(({ shown }) => shown)))}. A chart of ${LONG.runs} runs with ${counts(LONG.points)} points each is
drawn ${milliseconds(median(drawn.map((each) => each.drawn)))} after its page was asked for, with scripts in the browser's cache, and
${milliseconds(median(drawn.map((each) => each.answered)))} after the chart asked for its lines. Time between two frames meanwhile, where
16.7 ms is the most that a screen shows:`,
    table([
      ['while one', 'half of them within', '95 % within'],
      frames(
        'scrolls down',
        scrolled.map(({ down }) => down),
      ),
      frames(
        'scrolls sideways',
        scrolled.map(({ across }) => across),
      ),
      frames(
        'jumps to far places',
        scrolled.map(({ jumps }) => jumps),
      ),
      frames(
        'drags the chart, zoomed in',
        drawn.map(({ panned }) => panned),
      ),
    ]),
  ].join('\n\n');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
}

const milliseconds = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
