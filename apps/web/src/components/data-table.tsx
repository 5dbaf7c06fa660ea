import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { classes } from './classes.ts';
import styles from './data-table.module.css';

export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Gives what the column is sorted by; without it it cannot be. */
  readonly sortValue?: (row: Row) => number | string;
  readonly isNumber?: boolean;
  /** Takes the room that is left, and cuts what is too long. */
  readonly isWide?: boolean;
  readonly hideHeader?: boolean;
  /** It is left out where there is no more room than a phone's. */
  readonly isSecondary?: boolean;
}

export interface DataTableProps<Row> {
  /** What the rows are, for screen readers. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

interface Sort {
  readonly id: string;
  readonly isDescending: boolean;
}

/** A plain table for up to a few hundred rows. The runs table, for very many, is another. */
export function DataTable<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>): ReactNode {
  const [sort, setSort] = useState<Sort>();
  const sortValue = columns.find(({ id }) => id === sort?.id)?.sortValue;
  const shown = sortValue
    ? rows.toSorted((a, b) => compare(sortValue(a), sortValue(b)) * (sort?.isDescending ? -1 : 1))
    : rows;
  return (
    // Wide tables scroll: the keyboard must reach what is beyond.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroller']} tabIndex={0} role="region" aria-label={label}>
      <table className={styles['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                className={classes(column.isNumber && styles['number'], column.isSecondary && 'wide-only')}
                aria-sort={ariaSort(column.id, sort)}
                scope="col"
              >
                <Header column={column} sort={sort} onSort={setSort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={classes(
                    column.isNumber && styles['number'],
                    column.isWide && styles['wide'],
                    column.isSecondary && 'wide-only',
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderProps<Row> {
  readonly column: DataColumn<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort | undefined) => void;
}

function Header<Row>({ column, sort, onSort }: HeaderProps<Row>): ReactNode {
  const { id, header, hideHeader, sortValue } = column;
  if (hideHeader) return <span className="visually-hidden">{header}</span>;
  if (!sortValue) return header;
  const direction = sort?.id === id ? sort.isDescending : undefined;
  const next =
    direction === undefined
      ? { id, isDescending: false }
      : direction
        ? undefined
        : { id, isDescending: true };
  return (
    <button type="button" className={styles['sort']} onClick={() => onSort(next)}>
      {header}
      {direction === true && <ArrowDown aria-hidden />}
      {direction === false && <ArrowUp aria-hidden />}
    </button>
  );
}

function ariaSort(id: string, sort: Sort | undefined): 'ascending' | 'descending' | undefined {
  if (sort?.id !== id) return undefined;
  return sort.isDescending ? 'descending' : 'ascending';
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
