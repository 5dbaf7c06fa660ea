import type { Locator, Page } from 'playwright-core';

/** Charts as a reader uses them. */
export class ChartsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  chart(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  plot(name: string): Locator {
    return this.chart(name).getByRole('img');
  }

  /** What the chart says that it shows. */
  async label(name: string): Promise<string> {
    return (await this.plot(name).getAttribute('aria-label')) ?? '';
  }

  /** The place in a chart at these shares of its width and height. */
  async pointAt(name: string, x: number, y: number): Promise<[number, number]> {
    await this.plot(name).scrollIntoViewIfNeeded();
    const box = await this.plot(name).boundingBox();
    if (!box) throw new Error(`There is no chart ${name}.`);
    return [box.x + box.width * x, box.y + box.height * y];
  }

  async drag(from: [number, number], to: [number, number]): Promise<void> {
    await this.page.mouse.move(...from);
    await this.page.mouse.down();
    await this.page.mouse.move(...to, { steps: 6 });
    await this.page.mouse.up();
  }

  /** The ends of the x axis, as the chart says them. */
  async span(name: string): Promise<[number, number]> {
    const [, low = '', high = ''] = /, ([\d,.−-]+) to ([\d,.−-]+), /.exec(await this.label(name)) ?? [];
    const number = (text: string): number => Number(text.replaceAll(',', '').replace('−', '-'));
    return [number(low), number(high)];
  }
}
