import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { type KnownPage, PAGE_NAMES, type PageName, seedPages } from './pages.ts';
import { useStage } from './stage.ts';

const API = /\/(?:ajax-api|api|graphql)\//;

describeInBrowser('every page', () => {
  let pages: ReadonlyMap<PageName, KnownPage> = new Map();
  const stage = useStage(
    async (rest, url) => {
      pages = await seedPages(rest, url);
    },
    [/status of (?:404|500)|ERR_FAILED/],
  );
  let shared: Promise<Page> | undefined;
  const hosts = new Set<string>();

  /** The page anew, in one browser profile for all. */
  async function visit(name: PageName): Promise<{ page: Page; known: KnownPage }> {
    const known = pages.get(name);
    if (!known) throw new Error(`There is no page ${name}.`);
    shared ??= stage()
      .open('#/experiments')
      .then((made) => made.on('request', (request) => hosts.add(new URL(request.url()).host)));
    const page = await shared;
    await page.unroute(API);
    await page.goto('about:blank');
    return { page, known };
  }

  test.each(PAGE_NAMES)(
    '%s: in light and dark and as wide as a phone, without accessibility problems',
    async (name) => {
      const { page, known } = await visit(name);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${stage().url}/${known.hash}`);
      await known.ready(page);
      await page.waitForLoadState('networkidle');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.waitForTimeout(150);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(
        await page.evaluate(() => (document.querySelector('#main')?.scrollWidth ?? 0) <= innerWidth),
      ).toBe(true);
      await page.setViewportSize({ width: 1280, height: 800 });
    },
    40_000,
  );

  test.each(PAGE_NAMES)(
    '%s: a server that is slow, fails, or is gone',
    async (name) => {
      const { page, known } = await visit(name);
      let answer = (): void => undefined;
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route(API, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${stage().url}/${known.hash}`);
      await page
        .locator('#main :is([role=status], [aria-busy=true], [class*=skeleton]):visible')
        .first()
        .waitFor();
      answer();
      await known.ready(page);

      await visit(name);
      await page.route(API, (route) =>
        route.fulfill({ status: 500, body: '{"error_code":"INTERNAL_ERROR","message":"The disk is full."}' }),
      );
      await page.goto(`${stage().url}/${known.hash}`);
      await page.locator('#main').getByText('The disk is full.').first().waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);

      await visit(name);
      await page.route(API, (route) => route.abort());
      await page.goto(`${stage().url}/${known.hash}`);
      await page
        .locator('#main')
        .getByText(/cannot be reached/)
        .first()
        .waitFor();
      await page.unroute(API);
      await page.locator('#main').getByRole('button', { name: 'Try again' }).first().click();
      await known.ready(page);
    },
    40_000,
  );

  test('asks nothing of any other server, and so works without the internet', () => {
    expect([...hosts].filter((host) => host !== '')).toEqual([new URL(stage().url).host]);
  });
});
