import { describe } from '@jest/globals';
import { CHROMIUM } from './chromium.ts';

/** `describe` where there is a browser; elsewhere it says what was skipped, and how to get one. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (CHROMIUM !== undefined) return describe(name, tests);
  console.warn(`Skipped "${name}": it needs Chromium (apt-get install chromium, or CHROMIUM_PATH).`);
  describe.skip(name, tests);
}
