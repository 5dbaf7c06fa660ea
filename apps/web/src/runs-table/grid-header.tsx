import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import { type DragEvent, memo, type PointerEvent, type ReactNode, useState } from 'react';
import { classes } from '../components/classes.ts';
import { IconButton } from '../components/button.tsx';
import { LazyMenu } from '../components/menu.tsx';
import { isNumberColumn } from './cell-text.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { type Column, columnId, columnLabel } from './columns.ts';
import styles from './grid.module.css';
import type { GridActions } from './use-grid-actions.ts';
import type { RunsView } from './view.ts';

export interface ColumnHeaderProps {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
  readonly sort: RunsView['sort'];
  readonly isPinned: boolean;
  /** The column before this one, and the one after the next. */
  readonly before: Column | undefined;
  readonly afterNext: Column | undefined;
  readonly actions: GridActions;
}

let dragged: Column | undefined;

/** A column's head: sorts when pressed, is dragged to another place, and has a menu with all that can be done to it. */
export const ColumnHeader = memo(function ColumnHeader({
  column,
  index,
  width,
  sort,
  isPinned,
  before,
  afterNext,
  actions,
}: ColumnHeaderProps): ReactNode {
  const [isTarget, setTarget] = useState(false);
  const label = columnLabel(column);
  const direction =
    sort && sort.column !== 'name' && columnId(sort.column) === columnId(column)
      ? sort.isDescending
      : undefined;
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setTarget(false);
    if (dragged && columnId(dragged) !== columnId(column)) actions.move(dragged, column);
  };
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-colindex={index}
      aria-sort={direction === undefined ? 'none' : direction ? 'descending' : 'ascending'}
      className={classes(
        styles['header'],
        isNumberColumn(column) && styles['isNumber'],
        isTarget && styles['dropTarget'],
      )}
      style={{ width }}
      draggable
      onDragStart={(event) => {
        dragged = column;
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', label);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={drop}
    >
      <button
        type="button"
        className={styles['sort']}
        title={label}
        onClick={() => actions.sort(column, direction === undefined ? true : direction ? false : undefined)}
      >
        {column.kind !== 'attribute' && (
          <span
            className={classes(styles['kind'], styles[column.kind])}
            role="img"
            aria-label={column.kind}
          />
        )}
        <span className="truncate">
          <bdi>{label}</bdi>
        </span>
        {direction === true && <ArrowDown aria-hidden />}
        {direction === false && <ArrowUp aria-hidden />}
      </button>
      <LazyMenu
        trigger={
          <IconButton quiet small label={`Column ${label}`} className={styles['menuButton'] ?? ''}>
            <ChevronDown aria-hidden />
          </IconButton>
        }
      >
        {() => (
          <ColumnMenu
            column={column}
            isPinned={isPinned}
            neighbours={{ before, afterNext }}
            actions={actions}
          />
        )}
      </LazyMenu>
      <ResizeHandle width={width} onResize={(next) => actions.resize(columnId(column), next)} />
    </div>
  );
});

export function ResizeHandle({
  width,
  onResize,
}: {
  readonly width: number;
  readonly onResize: (width: number) => void;
}): ReactNode {
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    const { clientX: start, currentTarget: handle, pointerId } = event;
    handle.setPointerCapture(pointerId);
    const move = (moved: globalThis.PointerEvent): void => onResize(width + moved.clientX - start);
    const end = (): void => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  };
  return <div className={styles['resize']} aria-hidden data-resize onPointerDown={press} draggable={false} />;
}
