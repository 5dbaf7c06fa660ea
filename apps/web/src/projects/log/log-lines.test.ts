import { expect, test } from '@jest/globals';
import { LogLines } from './log-lines.ts';
import { LogSearch, occurrences } from './log-search.ts';

test('pieces need not end with lines, and colours go on over them', () => {
  const log = new LogLines();
  expect(log.end).toBe(0);
  log.append('one\ntw');
  expect(log.end).toBe(2);
  log.append('o \x1b[31mred\nstill');
  expect(log.end).toBe(3);
  expect(log.plain(1)).toBe('two red');
  expect(log.spans(2)).toEqual({ spans: [{ text: 'still', style: { color: 1 } }], omitted: 0 });
  log.append('\n');
  expect(log.end).toBe(3);
});

test('of a very long log the last lines are kept, with their numbers', () => {
  const log = new LogLines();
  log.append(Array.from({ length: 450_000 }, (_, index) => `line ${index}\n`).join(''));
  expect(log.end).toBe(450_000);
  expect(log.first).toBeGreaterThan(50_000);
  expect(log.plain(449_999)).toBe('line 449999');
  expect(log.plain(log.first)).toBe(`line ${log.first}`);
  expect(log.plain(0)).toBe('');
});

test('a search finds lines as they come, and the last one as it grows', () => {
  const log = new LogLines();
  const search = new LogSearch('Loss');
  log.append('loss 1\nother\nlo');
  expect(search.lines(log)).toEqual([0]);
  log.append('ss 2\n\x1b[31mLO\x1b[0mSS 3\n');
  expect(search.lines(log)).toEqual([0, 2, 3]);
  expect(new LogSearch('').lines(log)).toEqual([]);
  expect(occurrences('aXax', 'ax')).toEqual([
    [0, 2],
    [2, 4],
  ]);
});

test('the end of a line without end is left out', () => {
  const log = new LogLines();
  log.append('x'.repeat(10_000));
  const { spans, omitted } = log.spans(0);
  expect(spans[0]?.text).toHaveLength(4_000);
  expect(omitted).toBe(6_000);
});
