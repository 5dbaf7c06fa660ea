// Renders every page in light and dark, at desk and phone width, into a folder: npm run screenshots [-- FOLDER [NAME…]]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startMillrace } from '../../../tests/support/millrace.ts';
import { Rest } from '../../../tests/support/rest.ts';
import { launchChromium } from './chromium.ts';
import { SHOTS } from './shots.ts';

const [folder = 'apps/web/screenshots', ...names] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const server = await startMillrace();
const browser = await launchChromium();
try {
  const rest = new Rest(server.url);
  for (const { name, seed, hash, prepare, phone = false } of SHOTS) {
    if (names.length > 0 && !names.includes(name)) continue;
    const place = (await seed?.(rest, server.url)) ?? hash ?? '#/';
    await shoot(name, place, prepare, { width: 1440, height: 900 });
    if (phone) await shoot(`${name}-phone`, place, prepare, { width: 390, height: 844 });
  }
} finally {
  await browser.close();
  await server.stop();
}

async function shoot(
  name: string,
  hash: string,
  prepare: ((page: Page) => Promise<void>) | undefined,
  viewport: { width: number; height: number },
): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${server.url}/${hash}`);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    await page.waitForTimeout(250);
    const file = join(folder, `${name}-${theme}.png`);
    await page.screenshot({ path: file });
    console.log(file);
    await context.close();
  }
}
