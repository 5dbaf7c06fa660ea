import { X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { IconButton } from '../components/button.tsx';
import { CopyButton } from '../components/code-block.tsx';
import { Truncated } from '../components/truncated.tsx';
import { VirtualGrid } from '../components/virtual-grid.tsx';
import styles from './preview.module.css';

export interface TableViewProps {
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Undefined while it is fetched. */
  readonly value: (row: number, column: number) => unknown;
  /** A cell that is more than its text. */
  readonly special?: (value: unknown) => ReactNode;
  readonly rowHeight?: number;
  readonly onRange?: (first: number, last: number) => void;
}

const ROWS_TO_MEASURE = 30;
const LONG_TEXT = 40;
const CHARACTER = 8;

/** A table of data, of any length and width. What a cell has no room for is shown whole below it. */
export function TableView({
  columns,
  rowCount,
  value,
  special,
  rowHeight = 30,
  onRange,
}: TableViewProps): ReactNode {
  const [whole, setWhole] = useState<{ column: string; row: number; text: string }>();
  const measured = Math.min(rowCount, ROWS_TO_MEASURE);
  const isReady = value(0, 0) !== undefined;
  const shown = useMemo(
    () =>
      columns.map((name, column) => {
        const texts = Array.from({ length: measured }, (_, row) => value(row, column));
        const longest = Math.max(name.length, ...texts.map((each) => textOf(each).length));
        const isNumber =
          texts.some(isNumeric) && texts.every((each) => isNumeric(each) || textOf(each) === '');
        return {
          id: String(column),
          header: <Truncated text={name} />,
          width: Math.min(340, Math.max(72, longest * CHARACTER + 32)),
          isNumber,
        };
      }),
    // Cells are measured once they are there, not each time they are drawn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [columns, measured, isReady],
  );
  return (
    <>
      <VirtualGrid
        label="Table"
        className={styles['grid']}
        columns={shown}
        rowCount={rowCount}
        rowHeight={rowHeight}
        {...(onRange && { onRange })}
        rowHead={{
          header: <span className="visually-hidden">Row</span>,
          width: String(rowCount).length * 8 + 28,
          cell: (row) => <span className="soft tabular">{row + 1}</span>,
        }}
        cell={(row, column) => {
          const each = value(row, column);
          const own = special?.(each);
          if (own) return own;
          const text = textOf(each);
          if (text.length <= LONG_TEXT) return <Truncated text={text} />;
          return (
            <button
              type="button"
              className={`${styles['cellValue']} truncate`}
              title="Show it whole"
              onClick={() => setWhole({ column: columns[column] ?? '', row: row + 1, text })}
            >
              <bdi>{text.slice(0, 300)}</bdi>
            </button>
          );
        }}
      />
      {whole && (
        <section className={styles['whole']} aria-label={`Row ${whole.row}, ${whole.column}`}>
          <pre>
            <bdi>{whole.text}</bdi>
          </pre>
          <CopyButton text={whole.text} />
          <IconButton label="Close" small onClick={() => setWhole(undefined)}>
            <X aria-hidden />
          </IconButton>
        </section>
      )}
    </>
  );
}

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'string' && value.trim() !== '' && (Number.isFinite(Number(value)) || value === 'NaN'));

/** A cell's value as text: lists and objects as JSON, nothing as nothing. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  if (typeof value === 'object')
    return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  return '';
}
