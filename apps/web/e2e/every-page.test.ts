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
  const tabs = new Map<string, Promise<Page>>();
  const hosts = new Set<string>();

  /** A tab for each way in which the server may be. */
  function tabOf(server: 'well' | 'slow' | 'failing' | 'gone'): Promise<Page> {
    const tab =
      tabs.get(server) ??
      stage()
        .open('#/experiments', { stays: true })
        .then((made) => made.on('request', (request) => hosts.add(new URL(request.url()).host)));
    tabs.set(server, tab);
    return tab;
  }

  /** Loads the page anew. */
  async function load(page: Page, { hash }: KnownPage): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${stage().url}/${hash}`);
  }

  function pageOf(name: PageName): KnownPage {
    const known = pages.get(name);
    if (!known) throw new Error(`There is no page ${name}.`);
    return known;
  }

  test.each(PAGE_NAMES)(
    '%s: in light and dark and as wide as a phone, without accessibility problems',
    async (name) => {
      const known = pageOf(name);
      const page = await tabOf('well');
      await page.setViewportSize({ width: 1280, height: 800 });
      await load(page, known);
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

  async function showsThatItLoads(known: KnownPage): Promise<void> {
    const page = await tabOf('slow');
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(API, async (route) => {
      await held;
      await route.continue();
    });
    await load(page, known);
    await page
      .locator('#main :is([role=status], [aria-busy=true], [class*=skeleton]):visible')
      .first()
      .waitFor();
    answer();
    await known.ready(page);
    await page.unroute(API);
  }

  async function saysWhatFailed(known: KnownPage): Promise<void> {
    const page = await tabOf('failing');
    await page.route(API, (route) =>
      route.fulfill({ status: 500, body: '{"error_code":"INTERNAL_ERROR","message":"The disk is full."}' }),
    );
    await load(page, known);
    await page.locator('#main').getByText('The disk is full.').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute(API);
  }

  async function triesAgain(known: KnownPage): Promise<void> {
    const page = await tabOf('gone');
    await page.route(API, (route) => route.abort());
    await load(page, known);
    await page
      .locator('#main')
      .getByText(/cannot be reached/)
      .first()
      .waitFor();
    await page.unroute(API);
    await page.locator('#main').getByRole('button', { name: 'Try again' }).first().click();
    await known.ready(page);
  }

  // At once: each waits for most of its time, until a page that asks again has given up.
  test.each(PAGE_NAMES)(
    '%s: a server that is slow, fails, or is gone',
    async (name) => {
      const known = pageOf(name);
      await Promise.all([showsThatItLoads(known), saysWhatFailed(known), triesAgain(known)]);
    },
    40_000,
  );

  test('asks nothing of any other server, and so works without the internet', () => {
    expect([...hosts].filter((host) => host !== '')).toEqual([new URL(stage().url).host]);
  });
});
