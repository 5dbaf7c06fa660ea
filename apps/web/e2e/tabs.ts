import type { Browser, Page } from 'playwright-core';

/**
 * Pages of browser profiles of their own. One that a test is done with is emptied and given to another: in a new one the
 * browser would have to load and compile the interface again, which takes most of the time of a short test.
 */
export class Tabs {
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #onProblem: (text: string) => void;
  readonly #inUse: Page[] = [];
  readonly #free: Page[] = [];

  /** `onProblem` hears what pages threw or logged as an error. */
  constructor(browser: Browser, origin: string, onProblem: (text: string) => void) {
    this.#browser = browser;
    this.#origin = origin;
    this.#onProblem = onProblem;
  }

  /** A blank page with nothing stored, until the end of the test, or for good where it `stays`. */
  async take(stays: boolean): Promise<Page> {
    const page = this.#free.pop() ?? (await this.#make());
    if (!stays) this.#inUse.push(page);
    return page;
  }

  async endTest(): Promise<void> {
    for (const page of this.#inUse.splice(0)) {
      if (page.isClosed()) continue;
      await this.#empty(page);
      this.#free.push(page);
    }
  }

  async #make(): Promise<Page> {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.#onProblem(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#onProblem(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  async #empty(page: Page): Promise<void> {
    const context = page.context();
    await page.goto('about:blank');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.mouse.move(0, 0);
    await context.clearPermissions();
    const devtools = await context.newCDPSession(page);
    const storageTypes = 'cookies,indexeddb,local_storage,session_storage';
    await devtools.send('Storage.clearDataForOrigin', { origin: this.#origin, storageTypes });
    await devtools.detach();
  }
}
