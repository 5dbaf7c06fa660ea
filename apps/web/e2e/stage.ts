import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Millrace, startMillrace } from '../../../tests/support/millrace.ts';
import { Rest } from '../../../tests/support/rest.ts';
import { CHROMIUM, launchChromium } from './chromium.ts';

export interface Stage {
  readonly url: string;
  readonly rest: Rest;
  readonly browser: Browser;
  /** A page of a fresh browser profile at an address such as `#/experiments`. Closed at the end of the file. */
  open(hash: string, options?: OpenOptions): Promise<Page>;
}

export interface OpenOptions {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/**
 * One server and one browser for a test file: what `npm start` runs, from the build, and real Chromium. `seed` fills it once.
 * Fails a test file whose pages logged an error, threw, or broke the content security policy; `allow` names what may be logged.
 */
export function useStage(
  seed: (rest: Rest, url: string) => Promise<void>,
  allow: readonly RegExp[] = [],
): () => Stage {
  let server: Millrace | undefined;
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    if (CHROMIUM === undefined) return;
    [server, browser] = await Promise.all([startMillrace(), launchChromium()]);
    await seed(new Rest(server.url), server.url);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    expect(problems).toEqual([]);
  }, 60_000);

  return () => {
    if (!server || !browser) throw new Error('The stage stands only within tests.');
    const { url } = server;
    const shown = browser;
    return {
      url,
      rest: new Rest(url),
      browser: shown,
      async open(hash, { theme = 'light', width = 1280, height = 800 } = {}) {
        const context = await shown.newContext({
          viewport: { width, height },
          colorScheme: theme,
          reducedMotion: 'reduce',
          acceptDownloads: true,
        });
        contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        const note = (text: string): void => {
          if (!allow.some((pattern) => pattern.test(text))) problems.push(`${hash}: ${text}`);
        };
        page.on('pageerror', (error) => note(error.message));
        page.on('console', (message) => message.type() === 'error' && note(message.text()));
        await page.goto(`${url}/${hash}`);
        await page.locator('#main').waitFor();
        return page;
      },
    };
  };
}
