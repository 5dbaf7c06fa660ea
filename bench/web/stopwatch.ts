import type { Page } from 'playwright-core';

/** The longest that is waited for. */
export const MOST_MS = 180_000;

/** An expression of JavaScript that holds in a page once it shows what is waited for. */
export type Sight = string;

/** `find` must get by with its argument, which is JSON: it is sent to pages as text. */
export function sight<Argument>(find: (argument: Argument) => boolean, argument: Argument): Sight {
  return `(${find.toString()})(${JSON.stringify(argument)})`;
}

/**
 * Resolves when a page shows it, looked for in each frame that the browser draws. Playwright's own waits look ever more rarely, in
 * the end twice a second, which hides what differs by less.
 */
export async function shows(page: Page, wanted: Sight): Promise<void> {
  await page.waitForFunction(wanted, undefined, { timeout: MOST_MS, polling: 'raf' });
}

/** Milliseconds from when the page's address was asked for until it had drawn what is wanted, by the page's own clock. */
export async function openedAfter(page: Page, address: string, wanted: Sight): Promise<number> {
  await page.addInitScript({ content: `globalThis.shownAfter = ${watching(wanted, '0')}` });
  await page.goto(address, { waitUntil: 'commit', timeout: MOST_MS });
  return await page.evaluate<number>('shownAfter');
}

/** Milliseconds from when the browser got the Enter that `press` presses until the page had drawn what is wanted. */
export async function enteredAfter(page: Page, wanted: Sight, press: () => Promise<void>): Promise<number> {
  await page.evaluate(`globalThis.shownAfter = new Promise((resolve) => {
    addEventListener(
      'keydown',
      ({ key, timeStamp }) => key === 'Enter' && resolve(${watching(wanted, 'timeStamp')}),
      { capture: true },
    );
  }), undefined`);
  await press();
  return await page.evaluate<number>('shownAfter');
}

const watching = (wanted: Sight, begin: string): string =>
  `(${watch.toString()})(() => ${wanted}, ${begin}, ${MOST_MS})`;

/** Runs in the page. What the driver takes to reach the page, to type and to look is no part of the time. */
function watch(isThere: () => boolean, begin: number, mostMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (isThere()) {
        // The message comes after the frame, which is drawn after this.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - begin));
        port1.start();
        port2.postMessage('drawn');
      } else if (performance.now() - begin < mostMs) requestAnimationFrame(look);
      else reject(new Error(`Nothing was shown within ${mostMs} ms`));
    };
    requestAnimationFrame(look);
  });
}
