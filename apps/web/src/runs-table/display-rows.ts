import type { Cell, RunRow } from '../api/run-table.ts';

export type DisplayRow =
  | {
      readonly type: 'run';
      readonly row: RunRow;
      readonly depth: number;
      readonly children: number;
      readonly isOpen: boolean;
      readonly isPinned: boolean;
    }
  | {
      readonly type: 'group';
      readonly id: string;
      readonly value: string | null;
      readonly rows: readonly RunRow[];
      readonly isOpen: boolean;
    };

export interface Arrangement {
  readonly rows: readonly RunRow[];
  /** At the top, whether or not the filter keeps them. */
  readonly pinned: readonly RunRow[];
  readonly isTree: boolean;
  /** Gives the value that a run is grouped by; undefined while it is not loaded. */
  readonly groupOf?: ((row: RunRow) => Cell | undefined) | undefined;
  readonly expanded: ReadonlySet<string>;
}

/** The lines of the table, from top to bottom: pinned runs, then groups with the runs of those that are open, or runs with their children. */
export function displayRows({ rows, pinned, isTree, groupOf, expanded }: Arrangement): DisplayRow[] {
  const pinnedIds = new Set(pinned.map(({ id }) => id));
  const rest = pinnedIds.size === 0 ? rows : rows.filter(({ id }) => !pinnedIds.has(id));
  const top = pinned.map((row) => line(row, 0, 0, false, true));
  if (groupOf) return [...top, ...grouped(rest, groupOf, expanded)];
  if (isTree) return [...top, ...tree(rest, expanded)];
  return [...top, ...rest.map((row) => line(row, 0, 0, false))];
}

function line(row: RunRow, depth: number, children: number, isOpen: boolean, isPinned = false): DisplayRow {
  return { type: 'run', row, depth, children, isOpen, isPinned };
}

function grouped(
  rows: readonly RunRow[],
  groupOf: (row: RunRow) => Cell | undefined,
  expanded: ReadonlySet<string>,
): DisplayRow[] {
  const groups = Map.groupBy(rows, (row) => {
    const value = groupOf(row);
    return value === undefined || value === null ? null : String(value);
  });
  const values = [...groups.keys()].toSorted(compareValues);
  return values.flatMap((value) => {
    const id = value === null ? 'group' : `group:${value}`;
    const members = groups.get(value) ?? [];
    const isOpen = expanded.has(id);
    const header: DisplayRow = { type: 'group', id, value, rows: members, isOpen };
    return isOpen ? [header, ...members.map((row) => line(row, 1, 0, false))] : [header];
  });
}

/** Numbers as numbers, texts as people sort them, and what has no value last. */
function compareValues(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.localeCompare(b, undefined, { numeric: true });
}

/** Children below their parents where those are in the table. Whoever is its own ancestor stands at the top, once. */
function tree(rows: readonly RunRow[], expanded: ReadonlySet<string>): DisplayRow[] {
  const ids = new Set(rows.map(({ id }) => id));
  const children = Map.groupBy(rows, ({ id, parentId }) =>
    parentId !== undefined && parentId !== id && ids.has(parentId) ? parentId : '',
  );
  if (children.size <= 1 && children.has('')) return rows.map((row) => line(row, 0, 0, false));
  const lines: DisplayRow[] = [];
  const seen = new Set<string>();
  const add = (row: RunRow, depth: number): void => {
    if (seen.has(row.id)) return;
    seen.add(row.id);
    const own = children.get(row.id) ?? [];
    const isOpen = own.length > 0 && expanded.has(row.id);
    lines.push(line(row, depth, own.length, isOpen));
    if (isOpen) for (const child of own) add(child, depth + 1);
    else markSeen(row.id);
  };
  const markSeen = (id: string): void => {
    for (const child of children.get(id) ?? []) {
      if (seen.has(child.id)) continue;
      seen.add(child.id);
      markSeen(child.id);
    }
  };
  for (const row of children.get('') ?? []) add(row, 0);
  // Circles have no top.
  for (const row of rows) if (!seen.has(row.id)) add(row, 0);
  return lines;
}

export interface Aggregate {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Over the numbers among the values; undefined when there are none. */
export function aggregate(values: readonly (Cell | undefined)[]): Aggregate | undefined {
  const numbers = values.filter(
    (value): value is number => typeof value === 'number' && !Number.isNaN(value),
  );
  if (numbers.length === 0) return undefined;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (const value of numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value / numbers.length;
  }
  return { mean: sum, min, max, count: numbers.length };
}
