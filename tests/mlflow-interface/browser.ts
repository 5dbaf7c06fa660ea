import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const QUIET_MS = 300;
const LONGEST_MS = 15_000;

/** Where Chromium is, or undefined where it is not installed. */
export const chromiumPath = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ARGUMENTS });
}

/** What went wrong on a page: requests that failed, and errors that nothing caught. */
export interface Visit {
  readonly page: Page;
  readonly faults: readonly string[];
  /** Resolves when no request has been under way for a moment. */
  settled(): Promise<void>;
}

/** Watches a page. `mayFail` are paths that the real server refuses as well. */
export function watch(page: Page, origin: string, mayFail: readonly string[]): Visit {
  const faults: string[] = [];
  const open = new Set<Request>();
  let last = Date.now();
  const ended = (request: Request): void => {
    open.delete(request);
    last = Date.now();
  };
  page.on('request', (request) => {
    if (!request.url().includes('/static-files/')) open.add(request);
  });
  page.on('requestfailed', (request) => {
    ended(request);
    const why = request.failure()?.errorText ?? '';
    // Another page's pictures need the internet; a request that the interface gave up is no fault.
    if (request.url().startsWith(origin) && why !== 'net::ERR_ABORTED')
      faults.push(`${request.url()}: ${why}`);
  });
  page.on('response', (response) => {
    ended(response.request());
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && !mayFail.includes(pathname))
      faults.push(
        `${response.status()} ${response.request().method()} ${response.url()} ${response.request().postData() ?? ''}`,
      );
  });
  page.on('pageerror', (error) => {
    // The interface shows pages among the artifacts in a sandbox, where its own code cannot read its settings.
    if (!error.message.includes('The document is sandboxed')) faults.push(`uncaught: ${error.message}`);
  });
  return {
    page,
    faults,
    async settled() {
      const deadline = Date.now() + LONGEST_MS;
      while ((open.size > 0 || Date.now() - last < QUIET_MS) && Date.now() < deadline)
        await page.waitForTimeout(50);
    },
  };
}

/** Waits until the page shows each of the texts, however their words are spaced. */
export async function shows(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts)
    await page
      .waitForFunction(
        `document.body.innerText.replace(/\\s+/g, ' ').includes(${JSON.stringify(text)})`,
        undefined,
        {
          timeout: LONGEST_MS,
        },
      )
      .catch(async () => {
        throw new Error(`“${text}” is not on ${page.url()}:\n${await page.locator('body').innerText()}`);
      });
}
