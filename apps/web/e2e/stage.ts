import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Millrace, startMillrace } from '../../../tests/support/millrace.ts';
import { Rest } from '../../../tests/support/rest.ts';
import { CHROMIUM, launchChromium } from './chromium.ts';
import { Tabs } from './tabs.ts';

export interface Stage {
  readonly url: string;
  readonly rest: Rest;
  readonly browser: Browser;
  /** A page of a browser profile of its own, with nothing stored, at an address such as `#/experiments`. For one test. */
  open(hash: string, options?: OpenOptions): Promise<Page>;
}

export interface OpenOptions {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** It stays as it is until the end of the file, for tests that go on in one page. */
  readonly stays?: boolean;
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
  let tabs: Tabs | undefined;
  const problems: string[] = [];

  beforeAll(async () => {
    if (CHROMIUM === undefined) return;
    [server, browser] = await Promise.all([startMillrace(), launchChromium()]);
    const note = (text: string): void => {
      if (!allow.some((pattern) => pattern.test(text))) problems.push(text);
    };
    tabs = new Tabs(browser, server.url, note);
    await seed(new Rest(server.url), server.url);
  }, 120_000);

  afterEach(() => tabs?.endTest());

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    expect(problems).toEqual([]);
  }, 60_000);

  return () => {
    if (!server || !browser || !tabs) throw new Error('The stage stands only within tests.');
    const { url } = server;
    const given = tabs;
    return {
      url,
      rest: new Rest(url),
      browser,
      async open(hash, { theme = 'light', width = 1280, height = 800, stays = false } = {}) {
        const page = await given.take(stays);
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.goto(`${url}/${hash}`);
        await page.locator('#main').waitFor();
        return page;
      },
    };
  };
}
