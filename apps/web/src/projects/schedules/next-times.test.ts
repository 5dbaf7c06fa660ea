import { expect, test } from '@jest/globals';
import { nextTimes } from './next-times.ts';

const FROM = Date.UTC(2026, 2, 27, 12);
const times = (cron: string, timezone = 'UTC'): string[] =>
  nextTimes(cron, timezone, 3, FROM).map((ms) => new Date(ms).toISOString().slice(0, 16));

test('the next times of a cron, in its time zone, over the change to summer time', () => {
  expect(times('30 6 * * 1-5')).toEqual(['2026-03-30T06:30', '2026-03-31T06:30', '2026-04-01T06:30']);
  expect(times('0 3 * * *', 'Europe/Berlin')).toEqual([
    '2026-03-28T02:00',
    '2026-03-29T01:00',
    '2026-03-30T01:00',
  ]);
  expect(times('@monthly')[0]).toBe('2026-04-01T00:00');
  expect(times('0 0 30 2 *')).toEqual([]);
});

test.each(['', '* * * *', '* * * * * *', '61 * * * *', 'every day', '@sometimes'])('%j is refused', (cron) =>
  expect(() => nextTimes(cron, 'UTC')).toThrow(/\.$/),
);
