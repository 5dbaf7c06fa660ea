import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useNavigate } from 'react-router';
import { Checkbox } from '../components/choices.tsx';
import { classes } from '../components/classes.ts';
import { CellMenu, type OpenCell } from './cell-menu.tsx';
import type { DisplayRow } from './display-rows.ts';
import { boxOf, type ColumnBox } from './grid-cell.tsx';
import { ColumnHeader, ResizeHandle } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import styles from './grid.module.css';
import type { Selection } from './selection.ts';
import type { GridActions } from './use-grid-actions.ts';
import { useGridWindow, useIsNarrowTable, useSeenCells } from './use-grid-window.ts';
import type { Table } from './use-table.ts';
import type { RunsView } from './view.ts';

export interface GridProps {
  readonly table: Table;
  readonly view: RunsView;
  readonly actions: GridActions;
  readonly selection: Selection;
  /** The runs that are drawn in charts, with their colours. */
  readonly drawn: ReadonlyMap<string, string>;
  readonly highlighted: string | undefined;
  readonly onHighlight: (runId: string | undefined) => void;
}

const NAME = 'name';
const NAME_WIDTH = 300;
const NARROW_NAME_WIDTH = 222;
const UNDRAWN = 'transparent';

/** The table: as many lines and columns as are seen are drawn, and only their values are loaded. */
export function Grid({ table, view, actions, selection, drawn, onHighlight }: GridProps): ReactNode {
  const { lines, columns, cells, pinnedCount } = table;
  const version = useSyncExternalStore(cells.subscribe, () => cells.version);
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const [active, setActive] = useState<number>();
  const [editing, setEditing] = useState<string>();
  const [openCell, setOpenCell] = useState<OpenCell>();
  const rowHeight = useRowHeight(view.groupBy !== null);

  const isNarrow = useIsNarrowTable(scroller);
  const nameWidth = isNarrow ? NARROW_NAME_WIDTH : (view.widths[NAME] ?? NAME_WIDTH);
  const { widths } = view;
  const boxes = useMemo(
    () => columns.map((column, place) => boxOf(column, place, widths)),
    [columns, widths],
  );
  const frozenCount = isNarrow ? 0 : pinnedCount;
  const frozen = useMemo(() => boxes.slice(0, frozenCount), [boxes, frozenCount]);
  const loose = useMemo(() => boxes.slice(frozenCount), [boxes, frozenCount]);
  const frozenWidth = nameWidth + frozen.reduce((sum, { width }) => sum + width, 0);
  const seen = useGridWindow({ scroller, lineCount: lines.length, rowHeight, loose, frozenWidth });
  const { shownRows, visible, skipped, scrollToRow } = seen;
  useSeenCells(cells, version, lines, frozen, loose, seen);

  const order = useMemo(() => lines.flatMap((line) => (line.type === 'run' ? [line.row.id] : [])), [lines]);
  const isTree = useMemo(() => lines.some((line) => line.type === 'run' && line.children > 0), [lines]);
  const { toggle, ids } = selection;
  const select = useCallback((id: string, isRange: boolean) => toggle(id, isRange, order), [toggle, order]);
  // One listener for all cells and lines.
  const openMenu = (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
    const line = lineAt(event);
    const box = boxes.find(({ id }) => id === cell?.dataset['column']);
    if (!cell || !box || line?.type !== 'run') return;
    event.preventDefault();
    setOpenCell({ element: cell, column: box.column, value: cells.valueIn(box.id, line.row.id) });
  };
  const lineAt = ({ target }: MouseEvent): DisplayRow | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
    return element ? lines[Number(element.dataset['line'])] : undefined;
  };
  const highlight = (event: MouseEvent): void => {
    const line = lineAt(event);
    onHighlight(line?.type === 'run' ? line.row.id : undefined);
  };

  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const line = active === undefined ? undefined : lines[active];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -lines.length,
      End: lines.length,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      const next = Math.min(lines.length - 1, Math.max(0, (active ?? (move > 0 ? -1 : 0)) + move));
      setActive(next);
      scrollToRow(next);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const isOpening = event.key === 'ArrowRight';
      const id = line?.type === 'group' ? line.id : line && line.children > 0 ? line.row.id : undefined;
      if (id !== undefined && line && line.isOpen !== isOpening) actions.toggleOpen(id);
      else scroller.current?.scrollBy({ left: isOpening ? 160 : -160 });
    } else if (line?.type === 'group' && (event.key === 'Enter' || event.key === ' '))
      actions.toggleOpen(line.id);
    else if (line?.type === 'run' && event.key === 'Enter')
      void navigate(`/experiments/${line.row.experimentId}/runs/${line.row.id}`);
    else if (line?.type === 'run' && event.key === ' ') select(line.row.id, event.shiftKey);
    else if (line?.type === 'run' && event.key === 'F2' && !view.isTrash) setEditing(line.row.id);
    else return;
    event.preventDefault();
  };

  const sortDirection = view.sort?.column === 'name' ? view.sort.isDescending : undefined;
  const isAll = order.length > 0 && order.every((id) => ids.has(id));
  const headerOf = ({ column, id, index, width }: ColumnBox, isPinned: boolean): ReactNode => (
    <ColumnHeader
      key={id}
      column={column}
      index={index}
      width={width}
      sort={view.sort}
      isPinned={isPinned}
      before={columns[index - 3]}
      afterNext={columns[index]}
      actions={actions}
    />
  );
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Runs"
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={
        active !== undefined && shownRows.some(({ index }) => index === active) ? `row-${active}` : undefined
      }
      tabIndex={0}
      className={styles['grid']}
      onKeyDown={press}
      onMouseLeave={() => onHighlight(undefined)}
    >
      <div
        role="rowgroup"
        className={classes(styles['canvas'], table.rows.isStale && styles['stale'])}
        style={{ height: seen.height, width: seen.width }}
        onContextMenu={openMenu}
        onDoubleClick={openMenu}
        onMouseOver={highlight}
      >
        <div role="row" aria-rowindex={1} className={styles['head']}>
          <div className={styles['frozen']} role="presentation">
            <div
              role="columnheader"
              aria-colindex={1}
              aria-sort={sortDirection === undefined ? 'none' : sortDirection ? 'descending' : 'ascending'}
              className={styles['name']}
              style={{ width: nameWidth, position: 'relative' }}
            >
              <Checkbox
                hideLabel
                label="Select all runs"
                checked={isAll}
                partly={!isAll && ids.size > 0}
                onChange={() => selection.set(isAll ? [] : order)}
              />
              <button
                type="button"
                className={styles['sort']}
                onClick={() =>
                  actions.sort(NAME, sortDirection === undefined ? false : sortDirection ? undefined : true)
                }
              >
                Run
                {sortDirection === true && <ArrowDown aria-hidden />}
                {sortDirection === false && <ArrowUp aria-hidden />}
              </button>
              {!isNarrow && (
                <ResizeHandle width={nameWidth} onResize={(width) => actions.resize(NAME, width)} />
              )}
            </div>
            {frozen.map((box) => headerOf(box, true))}
          </div>
          <div style={{ width: skipped, flex: 'none' }} role="presentation" />
          {visible.map((box) => headerOf(box, false))}
        </div>
        {shownRows.map(({ index, start, size }) => {
          const line = lines[index];
          if (!line) return null;
          const id = line.type === 'run' ? line.row.id : line.id;
          return (
            <GridRow
              key={id}
              line={line}
              index={index}
              top={start}
              height={size}
              nameWidth={nameWidth}
              frozen={frozen}
              visible={visible}
              skipped={skipped}
              cells={cells}
              version={version}
              isSelected={ids.has(id)}
              isActive={index === active}
              isShown={drawn.has(id)}
              isEditing={editing === id}
              color={drawn.get(id) ?? UNDRAWN}
              isTrash={view.isTrash}
              isTree={isTree}
              actions={actions}
              onSelect={select}
              onEdit={setEditing}
            />
          );
        })}
      </div>
      <CellMenu cell={openCell} onClose={() => setOpenCell(undefined)} actions={actions} />
    </div>
  );
}

/** A finger needs more room than a pointer, and a group's line has two texts. */
function useRowHeight(isGrouped: boolean): number {
  const [isCoarse] = useState(() => matchMedia('(pointer: coarse)').matches);
  return isCoarse ? 42 : isGrouped ? 38 : 33;
}
