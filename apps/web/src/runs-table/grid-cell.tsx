import { memo, type ReactNode } from 'react';
import type { Cell, RunRow } from '../api/run-table.ts';
import { CellText, isNumberColumn } from './cell-text.tsx';
import { type Column, columnId, defaultWidth } from './columns.ts';
import styles from './grid.module.css';

/** A column as the table draws it. */
export interface ColumnBox {
  readonly column: Column;
  readonly id: string;
  /** Its place in the table, from 2: the names are the first. */
  readonly index: number;
  readonly width: number;
  readonly className: string;
}

export function boxOf(column: Column, place: number, widths: Readonly<Record<string, number>>): ColumnBox {
  const id = columnId(column);
  const number = isNumberColumn(column) ? ` ${styles['number']}` : '';
  return {
    column,
    id,
    index: place + 2,
    width: widths[id] ?? defaultWidth(column),
    className: `${styles['cell']}${number}`,
  };
}

interface GridCellProps {
  readonly box: ColumnBox;
  readonly row: RunRow;
  readonly value: Cell | undefined;
}

/** One value. There are hundreds of them: it has no state and no listeners of its own, the table listens for all. */
export const GridCell = memo(function GridCell({ box, row, value }: GridCellProps): ReactNode {
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      aria-colindex={box.index}
      data-column={box.id}
      className={box.className}
      style={{ width: box.width }}
    >
      <CellText column={box.column} row={row} value={value} />
    </div>
  );
});
