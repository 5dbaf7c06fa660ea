import { describe, jest } from '@jest/globals';
import { CHROMIUM } from './chromium.ts';

/** A browser shares its machine with other suites; what hangs is ended all the same. */
const LONGEST_MS = 120_000;

/** `describe` where there is a browser; elsewhere it says what was skipped, and how to get one. */
export function describeInBrowser(name: string, tests: () => void): void {
  jest.setTimeout(LONGEST_MS);
  if (CHROMIUM !== undefined) return describe(name, tests);
  console.warn(`Skipped "${name}": it needs Chromium (apt-get install chromium, or CHROMIUM_PATH).`);
  describe.skip(name, tests);
}
