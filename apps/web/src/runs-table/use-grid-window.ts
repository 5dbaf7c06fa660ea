import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { CHUNK, type CellStore } from './cell-store.ts';
import type { DisplayRow } from './display-rows.ts';
import type { ColumnBox } from './grid-cell.tsx';

const HEAD_HEIGHT = 34;
/** So many columns are loaded together: scrolling sideways asks once for each dozen. */
const COLUMNS_AT_ONCE = 12;
/** While the table is being scrolled, what is passed by is not loaded. */
const PASSING_MS = 60;

interface WindowRequest {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly lineCount: number;
  readonly rowHeight: number;
  readonly loose: readonly ColumnBox[];
  readonly frozenWidth: number;
}

export interface GridWindow {
  readonly shownRows: readonly VirtualItem[];
  /** The columns that are drawn beside the frozen ones. */
  readonly visible: readonly ColumnBox[];
  /** Their places among the loose ones: from, and up to but not including. */
  readonly columnRange: readonly [number, number];
  /** The width of the columns left of the visible ones, which are not drawn. */
  readonly skipped: number;
  readonly height: number;
  readonly width: number;
  readonly isScrolling: boolean;
  readonly scrollToRow: (index: number) => void;
}

/** Which lines and columns are in sight, and where they stand. */
export function useGridWindow({
  scroller,
  lineCount,
  rowHeight,
  loose,
  frozenWidth,
}: WindowRequest): GridWindow {
  // Not synchronously: both of them in one drawing, after the scroll position was read once.
  const rows = useVirtualizer({
    count: lineCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    useFlushSync: false,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: loose.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => loose[index]?.width ?? 100,
    overscan: 1,
    paddingStart: frozenWidth,
    scrollPaddingStart: frozenWidth,
    useFlushSync: false,
  });
  useLayoutEffect(() => columns.measure(), [columns, loose]);
  useLayoutEffect(() => rows.measure(), [rows, rowHeight]);
  const shownColumns = columns.getVirtualItems();
  const first = shownColumns[0]?.index ?? 0;
  const end = (shownColumns.at(-1)?.index ?? -1) + 1;
  const visible = useMemo(() => loose.slice(first, end), [loose, first, end]);
  return {
    shownRows: rows.getVirtualItems(),
    visible,
    columnRange: [first, end],
    skipped: (shownColumns[0]?.start ?? frozenWidth) - frozenWidth,
    height: rows.getTotalSize(),
    width: columns.getTotalSize(),
    isScrolling: rows.isScrolling || columns.isScrolling,
    scrollToRow: (index) => rows.scrollToIndex(index),
  };
}

/** Loads the values of what is in sight, in whole blocks of lines and columns: scrolling a little asks for nothing. */
export function useSeenCells(
  cells: CellStore,
  /** Of the cells: it counts up when some came, or must be loaded again. */
  version: number,
  lines: readonly DisplayRow[],
  frozen: readonly ColumnBox[],
  loose: readonly ColumnBox[],
  { shownRows, columnRange, isScrolling }: GridWindow,
): void {
  const [first, end] = columnRange;
  const from = Math.floor((shownRows[0]?.index ?? 0) / CHUNK) * CHUNK;
  const to = Math.ceil(((shownRows.at(-1)?.index ?? -1) + 1) / CHUNK) * CHUNK;
  const left = Math.floor(first / COLUMNS_AT_ONCE) * COLUMNS_AT_ONCE;
  const right = Math.ceil(end / COLUMNS_AT_ONCE) * COLUMNS_AT_ONCE;
  useEffect(() => {
    const load = (): void => {
      const shown = lines.slice(from, to);
      const seen = [...frozen, ...loose.slice(left, right)].map(({ column }) => column);
      const runIds = shown.flatMap((line) => (line.type === 'run' ? [line.row.id] : []));
      if (runIds.length > 0) void cells.ensure(seen, runIds);
      // A group's aggregates are of all its runs.
      const members = shown.flatMap((line) => (line.type === 'group' ? line.rows.map(({ id }) => id) : []));
      const metrics = seen.filter(({ kind }) => kind === 'metric');
      if (members.length > 0) void cells.ensure(metrics, members);
    };
    if (!isScrolling) return load();
    const timer = setTimeout(load, PASSING_MS);
    return () => clearTimeout(timer);
  }, [cells, lines, from, to, frozen, loose, left, right, version, isScrolling]);
}

/** Whether the table has no more width than a phone's. */
export function useIsNarrowTable(scroller: RefObject<HTMLDivElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(() => innerWidth < NARROW);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return undefined;
    const observer = new ResizeObserver(([entry]) =>
      setNarrow((entry?.contentRect.width ?? innerWidth) < NARROW),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [scroller]);
  return isNarrow;
}

const NARROW = 560;
