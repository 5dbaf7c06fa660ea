import type { Page } from 'playwright-core';

/** Milliseconds between the frames that the browser drew. */
export interface Frames {
  readonly p50: number;
  readonly p95: number;
}

/** Does `work` on a page and measures the frames meanwhile. */
export async function frames(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const seen: number[] = [];
    const note = (at: number): void => {
      seen.push(at);
      if (seen.length < 100_000) handle = requestAnimationFrame(note);
    };
    let handle = requestAnimationFrame(note);
    Object.assign(window, {
      endFrames: () => {
        cancelAnimationFrame(handle);
        return seen.slice(1).map((at, index) => at - (seen[index] ?? at));
      },
    });
  });
  await work();
  const took = await page.evaluate(() => (window as unknown as { endFrames(): number[] }).endFrames());
  const sorted = took.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
