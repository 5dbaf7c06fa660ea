import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { Checkbox } from './choices.tsx';
import { classes } from './classes.ts';
import { useRowSelection } from './row-selection.ts';
import { Skeleton } from './states.tsx';
import styles from './virtual-table.module.css';

export interface VirtualColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** A track of a CSS grid: `120px`, `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Its header is for screen readers alone. */
  readonly hideHeader?: boolean;
  /** What `onSort` is told; without it the column cannot be sorted by. */
  readonly sortBy?: string;
}

export interface TableSort {
  readonly by: string;
  readonly isDescending: boolean;
}

export interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** The rows that were loaded so far. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What a row's checkbox is called. */
  readonly rowName?: (row: Row) => string;
  readonly sort?: TableSort;
  readonly onSort?: (sort: TableSort) => void;
  /** With it the rows have checkboxes; Shift takes all in between. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** There is more to load. */
  readonly hasMore?: boolean;
  /** Called when the end of what is loaded comes near. */
  readonly onEnd?: () => void;
  readonly rowHeight?: number;
  /** What was loaded is about to be replaced. */
  readonly isStale?: boolean;
}

const AHEAD = 20;
const CHECKBOX_WIDTH = 'calc(var(--page-pad) + 26px)';

/** A table of any length, sorted by the server: only the rows in view are there. It fills its parent and scrolls by itself. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, sort, onSort, selected, hasMore = false, onEnd, isStale } = props;
  const { rowHeight = 40, rowName = rowKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - AHEAD) onEnd?.();
  }, [hasMore, last, rows.length, onEnd]);
  const selection = useRowSelection(rows.map(rowKey), selected, props.onSelect);
  const tracks = [selected && CHECKBOX_WIDTH, ...columns.map(({ width }) => width)].filter(Boolean).join(' ');
  const style = { '--tracks': tracks, '--row-height': `${rowHeight}px` } as CSSProperties;
  return (
    // Wide tables scroll: the keyboard must reach what is beyond.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      ref={scroller}
      className={styles['scroller']}
      style={style}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-busy={isStale || undefined}
        className={classes(styles['table'], isStale && styles['stale'])}
      >
        <div role="rowgroup" className={styles['head']}>
          <div role="row" aria-rowindex={1} className={styles['row']}>
            {selected && (
              <div role="columnheader">
                <Checkbox
                  hideLabel
                  label="Select all that are loaded"
                  checked={rows.length > 0 && selected.size >= rows.length}
                  partly={selected.size > 0 && selected.size < rows.length}
                  onChange={selection.all}
                />
              </div>
            )}
            {columns.map((column) => (
              <Header key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles['body']} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            const key = row === undefined ? 'more' : rowKey(row);
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selected?.has(key)}
                className={styles['row']}
                style={{ transform: `translateY(${start}px)` }}
              >
                {selected && row !== undefined && (
                  <div role="cell" onClickCapture={selection.noteShift}>
                    <Checkbox
                      hideLabel
                      label={`Select ${rowName(row)}`}
                      checked={selected.has(key)}
                      onChange={(checked) => selection.one(index, checked)}
                    />
                  </div>
                )}
                {selected && row === undefined && <div role="cell" />}
                {columns.map((column) => (
                  <div role="cell" key={column.id} className={column.isNumber ? styles['number'] : undefined}>
                    {row === undefined ? <Skeleton width="60%" /> : column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface HeaderProps<Row> {
  readonly column: VirtualColumn<Row>;
  readonly sort: TableSort | undefined;
  readonly onSort: ((sort: TableSort) => void) | undefined;
}

function Header<Row>({ column, sort, onSort }: HeaderProps<Row>): ReactNode {
  const { header, sortBy, isNumber, hideHeader } = column;
  const direction = sortBy !== undefined && sort?.by === sortBy ? sort.isDescending : undefined;
  return (
    <div
      role="columnheader"
      className={isNumber ? styles['number'] : undefined}
      title={hideHeader ? undefined : header}
      aria-sort={direction === undefined ? undefined : direction ? 'descending' : 'ascending'}
    >
      {sortBy === undefined || !onSort ? (
        <span className={hideHeader ? 'visually-hidden' : 'truncate'}>{header}</span>
      ) : (
        <button
          type="button"
          className={styles['sort']}
          onClick={() =>
            onSort({ by: sortBy, isDescending: direction === undefined ? Boolean(isNumber) : !direction })
          }
        >
          <span className="truncate">{header}</span>
          {direction === true && <ArrowDown aria-hidden />}
          {direction === false && <ArrowUp aria-hidden />}
        </button>
      )}
    </div>
  );
}
