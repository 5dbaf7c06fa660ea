import type { Page } from 'playwright-core';
import type { Rest } from '../../../tests/support/rest.ts';

export interface Shot {
  /** The picture's file name, without theme and ending. */
  readonly name: string;
  /** Where the page is; or `seed` makes what it shows and returns where it is. */
  readonly hash?: string;
  readonly seed?: (rest: Rest, url: string) => Promise<string>;
  /** Brings the page to what is to be seen: opens a menu, waits for a chart. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Also at phone width. */
  readonly phone?: boolean;
}

/** Every page that `npm run screenshots` renders. Seeds run in this order, on one server. */
export const SHOTS: readonly Shot[] = [
  { name: 'experiments', hash: '#/experiments', phone: true },
  {
    name: 'palette',
    hash: '#/experiments',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
];
