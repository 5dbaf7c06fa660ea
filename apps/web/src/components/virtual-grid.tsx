import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { classes } from './classes.ts';
import styles from './virtual-grid.module.css';

export interface GridColumn {
  readonly id: string;
  readonly header: ReactNode;
  /** In pixels. */
  readonly width: number;
  readonly isNumber?: boolean;
}

export interface VirtualGridProps {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  readonly cell: (row: number, column: number) => ReactNode;
  /** A class of a cell, such as one that marks it. */
  readonly cellClass?: (row: number, column: number) => string | undefined;
  /** The first column, which stays in view. */
  readonly rowHead: {
    readonly header: ReactNode;
    readonly width: number;
    readonly cell: (row: number) => ReactNode;
    /** It does not name the row: it is a cell as the others are. */
    readonly isPlain?: boolean;
  };
  /** Rows that run across all columns and show their head alone. */
  readonly isSection?: (row: number) => boolean;
  /** In pixels. */
  readonly rowHeight?: number;
  readonly headerHeight?: number;
  /** What takes the width that is left: the first column, or the last. */
  readonly grow?: 'head' | 'last';
  /** Told which rows are in view: what they show may have to be fetched. */
  readonly onRange?: (first: number, last: number) => void;
  readonly className?: string | undefined;
}

/** A table of any size: only the rows and columns in view are drawn; the head and the first column stay in view. */
export function VirtualGrid({
  label,
  columns: given,
  rowCount,
  cell,
  cellClass,
  rowHead: givenHead,
  isSection,
  grow,
  rowHeight = 30,
  headerHeight = 32,
  onRange,
  className,
}: VirtualGridProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useWidth(scroller, grow !== undefined);
  const left = Math.max(0, room - given.reduce((sum, { width }) => sum + width, givenHead.width));
  const rowHead = { ...givenHead, width: givenHead.width + (grow === 'head' ? left : 0) };
  const columns = useMemo(
    () =>
      grow === 'last' && left > 0
        ? given.map((each, index) =>
            index === given.length - 1 ? { ...each, width: each.width + left } : each,
          )
        : given,
    [given, grow, left],
  );
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headerHeight,
    overscan: 8,
  });
  const across = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]?.width ?? 0,
    horizontal: true,
    scrollMargin: rowHead.width,
    overscan: 3,
  });
  useEffect(() => across.measure(), [across, columns, rowHead.width]);
  const shownRows = rows.getVirtualItems();
  const shownColumns = across.getVirtualItems();
  const first = shownRows[0]?.index ?? 0;
  const last = shownRows.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  const width = rowHead.width + across.getTotalSize();

  return (
    // What is beyond the edges is reached by the arrow keys.
    <div
      ref={scroller}
      className={classes(styles['scroller'], className)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div
        role="table"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        className={styles['table']}
        style={{ width, height: headerHeight + rows.getTotalSize() }}
      >
        <div role="rowgroup" className={styles['head']} style={{ height: headerHeight, width }}>
          <div role="row" aria-rowindex={1} className={styles['headRow']}>
            <div
              role="columnheader"
              aria-colindex={1}
              className={styles['corner']}
              style={{ width: rowHead.width }}
            >
              {rowHead.header}
            </div>
            {shownColumns.map(({ index, start, size }) => (
              <div
                key={columns[index]?.id ?? index}
                role="columnheader"
                aria-colindex={index + 2}
                className={classes(styles['cell'], columns[index]?.isNumber && styles['number'])}
                style={{ left: start, width: size }}
              >
                {columns[index]?.header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {shownRows.map(({ index: row, start }) => {
            const section = isSection?.(row) ?? false;
            return (
              <div
                key={row}
                role="row"
                aria-rowindex={row + 2}
                className={classes(styles['row'], section && styles['section'])}
                style={{ top: start, height: rowHeight, width }}
              >
                <div
                  role={rowHead.isPlain ? 'cell' : 'rowheader'}
                  aria-colindex={1}
                  {...(section && { 'aria-colspan': columns.length + 1 })}
                  className={styles['rowHead']}
                  style={section ? { width: 'max-content' } : { width: rowHead.width }}
                >
                  {rowHead.cell(row)}
                </div>
                {!section &&
                  shownColumns.map(({ index, start: from, size }) => (
                    <div
                      key={columns[index]?.id ?? index}
                      role="cell"
                      aria-colindex={index + 2}
                      className={classes(
                        styles['cell'],
                        columns[index]?.isNumber && styles['number'],
                        cellClass?.(row, index),
                      )}
                      style={{ left: from, width: size }}
                    >
                      {cell(row, index)}
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

/** The width of an element, followed while it changes; 0 until it is known. */
function useWidth(element: RefObject<HTMLElement | null>, isWanted: boolean): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watched = element.current;
    if (!watched || !isWanted) return undefined;
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth));
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element, isWanted]);
  return width;
}
