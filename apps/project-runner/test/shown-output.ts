import { afterEach, beforeEach, jest } from '@jest/globals';

/** What commands print, anew for each test of a file; none of it is shown. */
export function shownOutput(): { out: string; err: string } {
  const shown = { out: '', err: '' };
  beforeEach(() => {
    Object.assign(shown, { out: '', err: '' });
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((shown.out += String(text)), true));
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((shown.err += String(text)), true));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  return shown;
}
