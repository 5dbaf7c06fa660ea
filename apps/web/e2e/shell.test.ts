import { expect, test } from '@jest/globals';
import { accessibilityProblems } from './accessibility.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { prefixProxy } from './prefix-proxy.ts';
import { useStage } from './stage.ts';

describeInBrowser('around every page', () => {
  const stage = useStage(async (rest) => {
    await rest.post('experiments/create', { name: 'ocean-currents' });
    await rest.post('registered-models/create', { name: 'tide-model' });
  });

  test('the first load is under 300 KB of compressed JavaScript, and nothing comes from elsewhere', async () => {
    const { browser, url } = stage();
    const page = await browser.newPage();
    const hosts = new Set<string>();
    let bytes = 0;
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        void request.sizes().then((sizes) => (bytes += sizes.responseBodySize));
    });
    await page.goto(url);
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect([...hosts]).toEqual([new URL(url).host]);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(300_000);
    expect(page.url()).toBe(`${url}/#/experiments`);
    await page.close();
  });

  test('the command palette finds experiments and models, and does things', async () => {
    const page = await stage().open('#/experiments');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do something' }).fill('tide');
    await page.getByRole('option', { name: 'tide-model' }).waitFor();
    await page.getByRole('combobox').fill('theme dark');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('ocean');
    await page.getByRole('option', { name: 'ocean-currents' }).click();
    await page.waitForURL(/#\/experiments\/1/);
  });

  test('keys go to places, and a sheet names them', async () => {
    const page = await stage().open('#/experiments');
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('G then M').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL(/#\/models/);
  });

  test('the first Tab leads to the content', async () => {
    const page = await stage().open('#/experiments');
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(page.url()).toContain('#/experiments');
  });

  test('an address that is none says so', async () => {
    const page = await stage().open('#/nowhere/at/all');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('works below a path prefix', async () => {
    const { url, browser } = stage();
    const proxy = await prefixProxy(url, '/ml/flow');
    const page = await browser.newPage();
    await page.goto(`${proxy.url}/ml/flow/`);
    await page.getByRole('heading', { name: 'Experiments' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('ocean');
    await page.getByRole('option', { name: 'ocean-currents' }).waitFor();
    await page.close();
    proxy.close();
  });
});
