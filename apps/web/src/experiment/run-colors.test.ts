import { describe, expect, it } from '@jest/globals';
import { assignColors, RUN_COLORS } from './run-colors.ts';

const ids = (count: number, prefix = 'run'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const none: ReadonlyMap<string, string> = new Map();

describe('the colours of runs', () => {
  it('differ among as many runs as there are colours, and are evenly used beyond', () => {
    expect([...assignColors(ids(20), {}, none).values()]).toEqual(RUN_COLORS);
    const many = [...assignColors(ids(50), {}, none).values()];
    const uses = RUN_COLORS.map((color) => many.filter((each) => each === color).length);
    expect([Math.min(...uses), Math.max(...uses)]).toEqual([2, 3]);
  });

  it('stay with their runs when others come, go, or change places', () => {
    const before = assignColors(ids(10), {}, none);
    const after = assignColors(['new', ...ids(10).toReversed().slice(2)], {}, before);
    for (const id of ids(8)) expect(after.get(id)).toBe(before.get(id));
    expect(new Set(after.values()).size).toBe(9);
  });

  it('change for a run whose colour one further up has', () => {
    const before = new Map([
      ['a', '#0e7c93'],
      ['b', '#0e7c93'],
    ]);
    expect([...assignColors(['a', 'b'], {}, before).values()]).toEqual(['#0e7c93', '#d9722b']);
  });

  it('are those that were chosen, unless that is no colour', () => {
    const colors = assignColors(ids(3), { 'run-0': '#d9722b', 'run-1': 'url(x)', 'run-2': '#123456' }, none);
    expect([...colors.values()]).toEqual(['#d9722b', '#0e7c93', '#123456']);
  });
});
