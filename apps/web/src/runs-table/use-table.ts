import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { quoted } from '../api/filter-text.ts';
import {
  getKeys,
  getVaryingKeys,
  type Keys,
  type RowQuery,
  type RunRow,
  searchRows,
} from '../api/run-table.ts';
import { CellStore } from './cell-store.ts';
import { type Column, columnId, orderClause } from './columns.ts';
import { type DisplayRow, displayRows } from './display-rows.ts';
import { keysKey, plainQuery } from './first-rows.ts';
import { findFault, isExpression } from './filter-parser.ts';
import { type Rows, useRows } from './use-rows.ts';
import { defaultColumns, differingColumns, type RunsView } from './view.ts';

export interface Table {
  readonly query: RowQuery;
  readonly rows: Rows;
  readonly lines: readonly DisplayRow[];
  readonly keys: Keys;
  readonly areKeysLoaded: boolean;
  /** Those that are shown, pinned ones first. */
  readonly columns: readonly Column[];
  /** How many of them are pinned. */
  readonly pinnedCount: number;
  readonly cells: CellStore;
}

const NO_KEYS: Keys = { metrics: [], params: [], tags: [] };
const NO_ROWS: readonly RunRow[] = [];

/** The filter as the server takes it: bare words are looked for in names. Undefined while it is faulty. */
export function serverFilter(text: string): string | undefined {
  const filter = text.trim();
  if (filter === '' || isExpression(filter)) return findFault(filter) ? undefined : filter;
  return `attributes.run_name ILIKE ${quoted(`%${filter}%`)}`;
}

/** All that the table shows, from the view and the server. */
export function useTable(experimentIds: readonly string[], view: RunsView, isEnabled: boolean): Table {
  const [cells] = useState(() => new CellStore());
  const { data: loadedKeys } = useQuery({
    queryKey: keysKey(experimentIds),
    queryFn: ({ signal }) => getKeys(experimentIds, { signal }),
    staleTime: 30_000,
    enabled: isEnabled,
  });
  const keys = loadedKeys ?? NO_KEYS;

  const clause = view.sort ? orderClause(view.sort.column, view.sort.isDescending) : undefined;
  const query: RowQuery = {
    ...plainQuery(experimentIds),
    filter: serverFilter(view.filter) ?? '',
    orderBy: clause === undefined ? [] : [clause],
    view: view.isTrash ? 'DELETED_ONLY' : 'ACTIVE_ONLY',
  };
  const rows = useRows(query, isEnabled);
  useLiveCells(cells, rows);

  const { data: pinned = NO_ROWS } = useQuery({
    queryKey: ['runs', 'pinned', experimentIds, view.pinnedRuns],
    queryFn: async ({ signal }) => {
      const filter = `attributes.run_id IN (${view.pinnedRuns.map(quoted).join(', ')})`;
      return (await searchRows({ ...query, filter }, view.pinnedRuns.length, undefined, { signal })).rows;
    },
    enabled: isEnabled && view.pinnedRuns.length > 0 && !view.isTrash,
    placeholderData: keepPreviousData,
  });
  const { data: varying } = useQuery({
    queryKey: ['runs', 'varying', { ...query, orderBy: [] }],
    queryFn: ({ signal }) => getVaryingKeys(query, { signal }),
    enabled: isEnabled && view.onlyDiffering,
    placeholderData: keepPreviousData,
  });

  // The same list as long as it holds the same: with another one every line is drawn anew.
  const isMany = experimentIds.length > 1;
  const { columns: own, onlyDiffering, pinnedColumns } = view;
  const { columns, pinnedCount } = useMemo(() => {
    const chosen = own ?? defaultColumns(keys, isMany);
    const shown = onlyDiffering && varying ? differingColumns(chosen, varying) : chosen;
    const pins = new Set(pinnedColumns);
    const isPinned = (column: Column): boolean => pins.has(columnId(column));
    const first = shown.filter(isPinned);
    return {
      columns: [...first, ...shown.filter((column) => !isPinned(column))],
      pinnedCount: first.length,
    };
  }, [own, keys, isMany, onlyDiffering, varying, pinnedColumns]);

  // What only the browser can do needs a column of every run.
  const whole: Column[] = [
    ...(view.groupBy ? [view.groupBy] : []),
    ...(view.sort && clause === undefined && view.sort.column !== 'name' ? [view.sort.column] : []),
  ];
  const wholeKey = whole.map(columnId).join('\n');
  // Other values concern those alone who show them.
  const cellsVersion = useSyncExternalStore(cells.subscribe, () => (wholeKey === '' ? 0 : cells.version));
  const wholeRef = useRef(whole);
  wholeRef.current = whole;
  useEffect(() => {
    if (wholeKey === '') return;
    const { current } = wholeRef;
    void cells.ensure(
      current,
      rows.rows.map(({ id }) => id),
    );
  }, [cells, wholeKey, rows.rows, cellsVersion]);

  const lines = useMemo(() => {
    const { groupBy } = view;
    return displayRows({
      rows: sortedHere(rows.rows, view, cells, clause),
      pinned: view.pinnedRuns.length > 0 && !view.isTrash ? pinned : NO_ROWS,
      // In an order of its own a tree would tear the order apart.
      isTree: view.isTree && view.sort === null,
      groupOf: groupBy ? (row) => cells.get(groupBy, row.id) : undefined,
      expanded: new Set(view.expanded),
    });
  }, [rows.rows, pinned, view, cells, clause, cellsVersion]);

  return {
    query,
    rows,
    lines,
    keys,
    areKeysLoaded: loadedKeys !== undefined,
    columns,
    pinnedCount,
    cells,
  };
}

function sortedHere(
  rows: readonly RunRow[],
  { sort }: RunsView,
  cells: CellStore,
  clause: string | undefined,
): readonly RunRow[] {
  if (!sort || clause !== undefined || sort.column === 'name') return rows;
  const { column } = sort;
  const valueOf = (row: RunRow): number | string | null => {
    if (column.kind === 'attribute')
      return column.key === 'duration' ? (row.endMs ?? Date.now()) - row.startMs : row.experimentId;
    return cells.get(column, row.id) ?? null;
  };
  const values = new Map(rows.map((row) => [row.id, valueOf(row)]));
  const sign = sort.isDescending ? -1 : 1;
  return rows.toSorted((x, y) => {
    const [a, b] = [values.get(x.id) ?? null, values.get(y.id) ?? null];
    const [emptyA, emptyB] = [isEmpty(a), isEmpty(b)];
    if (emptyA || emptyB) return Number(emptyA) - Number(emptyB);
    if (typeof a === 'number' && typeof b === 'number') return (a - b) * sign;
    return String(a).localeCompare(String(b), undefined, { numeric: true }) * sign;
  });
}

const isEmpty = (value: number | string | null): boolean => value === null || Number.isNaN(value);

/** Values of runs that run, or ran a moment ago, are asked for again each time the rows come. */
function useLiveCells(cells: CellStore, { rows, updatedAt }: Rows): void {
  const before = useRef({ updatedAt, running: new Set<string>() });
  useEffect(() => {
    const running = new Set(rows.filter(({ status }) => status === 'RUNNING').map(({ id }) => id));
    const { current } = before;
    if (current.updatedAt === updatedAt) return;
    before.current = { updatedAt, running };
    const live = [...new Set([...running, ...current.running])];
    if (live.length > 0) cells.refresh(live);
  }, [cells, rows, updatedAt]);
}
