import { describe, expect, test } from '@jest/globals';
import type { RunRow } from '../api/run-table.ts';
import { aggregate, type Arrangement, displayRows } from './display-rows.ts';

const row = (id: string, parentId?: string): RunRow => ({
  id,
  name: id,
  status: 'FINISHED',
  startMs: 0,
  endMs: 1,
  user: 'u',
  parentId,
  experimentId: '1',
});
const show = (arrangement: Partial<Arrangement>): string[] =>
  displayRows({ rows: [], pinned: [], isTree: true, expanded: new Set(), ...arrangement }).map((line) =>
    line.type === 'group'
      ? `${line.value} (${line.rows.length})`
      : `${'  '.repeat(line.depth)}${line.row.id}${line.children > 0 ? ` +${line.children}` : ''}`,
  );

describe('a tree', () => {
  const rows = [row('child', 'top'), row('top'), row('grandchild', 'child'), row('orphan', 'elsewhere')];
  test('hides the children of what is closed', () => {
    expect(show({ rows })).toEqual(['top +1', 'orphan']);
    expect(show({ rows, expanded: new Set(['top', 'child']) })).toEqual([
      'top +1',
      '  child +1',
      '    grandchild',
      'orphan',
    ]);
  });
  test('shows each of a circle once, and runs that are their own parents', () => {
    const circle = [row('a', 'b'), row('b', 'a'), row('self', 'self'), row('x')];
    expect(show({ rows: circle, expanded: new Set(['a', 'b']) })).toEqual(['self', 'x', 'a +1', '  b +1']);
  });
});

test('groups are in the order of their values, without a value last, pinned runs above', () => {
  const values: Record<string, string | null> = { a: '10', b: '9', c: null, d: '9' };
  const rows = Object.keys(values).map((id) => row(id));
  const groupOf = ({ id }: RunRow): string | null => values[id] ?? null;
  const expanded = new Set(['group:9']);
  expect(show({ rows, groupOf, expanded, pinned: [row('p')] })).toEqual([
    'p',
    '9 (2)',
    '  b',
    '  d',
    '10 (1)',
    'null (1)',
  ]);
});

test('aggregates leave out what is no number', () => {
  expect(aggregate([1, 3, NaN, null, undefined, 'x'])).toEqual({ mean: 2, min: 1, max: 3, count: 2 });
  expect(aggregate([null])).toBeUndefined();
});
