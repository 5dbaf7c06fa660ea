import { useMemo, useRef } from 'react';
import { type Column, columnId } from './columns.ts';
import type { Table } from './use-table.ts';
import type { ViewState } from './use-view.ts';

/** What the table's parts change of the view. Their identities stay, so that rows need not be drawn again. */
export interface GridActions {
  sort(column: Column | 'name', isDescending: boolean | undefined): void;
  hide(column: Column): void;
  pinColumn(column: Column): void;
  resize(id: string, width: number): void;
  /** Puts a column before another, or at the end. */
  move(column: Column, before: Column | undefined): void;
  replace(column: Column, by: Column): void;
  toggleOpen(id: string): void;
  toggleShown(runId: string, isShown: boolean): void;
  pinRun(runId: string): void;
  setColor(runId: string, color: string): void;
  addFilter(clause: string): void;
  groupBy(column: Column | undefined): void;
}

const MOST_PINNED = 50;

export function useGridActions({ view, change }: ViewState, table: Table): GridActions {
  const latest = useRef({ view, change, table });
  latest.current = { view, change, table };
  return useMemo(() => {
    const columns = (): readonly Column[] => latest.current.table.columns;
    const set: ViewState['change'] = (part) => latest.current.change(part);
    const now = (): ViewState['view'] => latest.current.view;
    return {
      sort: (column, isDescending) =>
        set({ sort: isDescending === undefined ? null : { column, isDescending } }),
      hide: (column) => set({ columns: columns().filter((each) => columnId(each) !== columnId(column)) }),
      pinColumn: (column) => set({ pinnedColumns: toggled(now().pinnedColumns, columnId(column)) }),
      resize: (id, width) =>
        set({ widths: { ...now().widths, [id]: Math.round(Math.min(900, Math.max(56, width))) } }),
      move: (column, before) => {
        const rest = columns().filter((each) => columnId(each) !== columnId(column));
        const at = before ? rest.findIndex((each) => columnId(each) === columnId(before)) : rest.length;
        set({ columns: rest.toSpliced(at < 0 ? rest.length : at, 0, column) });
      },
      replace: (column, by) =>
        set({ columns: columns().map((each) => (columnId(each) === columnId(column) ? by : each)) }),
      toggleOpen: (id) => set({ expanded: toggled(now().expanded, id) }),
      toggleShown: (runId, isShown) => set({ shown: { ...now().shown, [runId]: isShown } }),
      pinRun: (runId) => set({ pinnedRuns: toggled(now().pinnedRuns, runId).slice(-MOST_PINNED) }),
      setColor: (runId, color) => set({ colors: { ...now().colors, [runId]: color } }),
      addFilter: (clause) => {
        const { filter } = now();
        const text = filter.trim();
        set({ filter: text === '' ? clause : `${/\bOR\b/i.test(text) ? `(${text})` : text} AND ${clause}` });
      },
      groupBy: (column) =>
        set({
          groupBy:
            column?.kind === 'param' || column?.kind === 'tag'
              ? { kind: column.kind, key: column.key }
              : null,
        }),
    };
  }, []);
}

function toggled(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}
