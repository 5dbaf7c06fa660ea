import type { ReactNode } from 'react';
import type { Cell, RunRow } from '../api/run-table.ts';
import { StatusBadge } from '../components/badge.tsx';
import { Duration, RelativeTime } from '../components/time.tsx';
import { formatNumber } from '../format/numbers.ts';
import type { Column } from './columns.ts';
import styles from './grid.module.css';

/** What stands in a cell; `value` is undefined while it is loaded. */
export function CellText({
  column,
  row,
  value,
}: {
  readonly column: Column;
  readonly row: RunRow;
  readonly value: Cell | undefined;
}): ReactNode {
  if (column.kind === 'attribute') return <AttributeText name={column.key} row={row} />;
  if (value === undefined) return <span className={styles['waiting']} data-waiting />;
  if (value === null)
    return (
      <span className={styles['none']} aria-label="None">
        –
      </span>
    );
  if (typeof value === 'number') return <span title={String(value)}>{formatNumber(value)}</span>;
  return (
    <span title={value.slice(0, 1000)}>
      <bdi>{value === '' ? '""' : value.slice(0, 200)}</bdi>
    </span>
  );
}

function AttributeText({
  name,
  row,
}: {
  readonly name: (Column & { kind: 'attribute' })['key'];
  readonly row: RunRow;
}): ReactNode {
  switch (name) {
    case 'start':
      return row.startMs > 0 ? <RelativeTime ms={row.startMs} /> : '–';
    case 'duration':
      return row.startMs > 0 ? <Duration startMs={row.startMs} endMs={row.endMs} /> : '–';
    case 'status':
      return <StatusBadge status={row.status} />;
    case 'user':
      return (
        <span>
          <bdi>{row.user || '–'}</bdi>
        </span>
      );
    case 'experiment':
      return <span>{row.experimentId}</span>;
    default:
      return <span className="mono">{row.id}</span>;
  }
}

export function isNumberColumn(column: Column): boolean {
  return column.kind === 'metric' || (column.kind === 'attribute' && column.key === 'duration');
}
