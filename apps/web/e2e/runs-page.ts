import type { Locator, Page } from 'playwright-core';

/** The runs table as a reader uses it. */
export class RunsPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get grid(): Locator {
    return this.page.getByRole('treegrid', { name: 'Runs' });
  }

  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** The value of a column in a run's line, once it is loaded. */
  cell(name: string, column: string): Locator {
    return this.row(name).locator(`[data-column="${column}"]`);
  }

  /** The names of the runs, from top to bottom. */
  async names(): Promise<string[]> {
    return this.grid.getByRole('rowheader').getByRole('link').allInnerTexts();
  }

  async headers(): Promise<string[]> {
    const texts = await this.grid.getByRole('columnheader').allInnerTexts();
    return texts.map((text) => text.trim());
  }

  get filter(): Locator {
    return this.page.getByRole('combobox', { name: 'Filter runs' });
  }

  async setFilter(text: string): Promise<void> {
    await this.filter.fill(text);
    await this.filter.press('Enter');
  }

  /** Presses an item of a column's menu. */
  async column(name: string, item: string): Promise<void> {
    await this.grid.getByRole('columnheader').filter({ hasText: name }).first().hover();
    await this.page.getByRole('button', { name: `Column ${name}`, exact: true }).click();
    await this.page
      .getByRole('menuitem', { name: item })
      .or(this.page.getByRole('menuitemradio', { name: item }))
      .click();
    await this.page.keyboard.press('Escape');
  }

  /** Presses an item of a run's menu. */
  async run(name: string, item: string): Promise<void> {
    await this.row(name).hover();
    await this.page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Presses an item of the menu at the toolbar's end. */
  async more(item: string, role: 'menuitem' | 'menuitemcheckbox' = 'menuitem'): Promise<void> {
    await this.page.getByRole('button', { name: 'More', exact: true }).click();
    await this.page.getByRole(role, { name: item }).click();
    await this.page.keyboard.press('Escape');
  }

  async choose(...names: string[]): Promise<void> {
    for (const name of names)
      await this.page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click();
  }
}
