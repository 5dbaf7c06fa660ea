import { type ReactNode, useSyncExternalStore } from 'react';
import { messageOf } from '../api/api-error.ts';
import { Badge } from '../components/badge.tsx';
import { ProgressBar } from '../components/states.tsx';
import { counted, formatCount } from '../format/numbers.ts';
import styles from './toolbar.module.css';
import type { Table } from './use-table.ts';
import { MOST_ROWS } from './use-rows.ts';
import type { RunsView } from './view.ts';

/** How many runs there are, what is on its way, and what did not work. */
export function RunsFoot({
  table,
  view,
  drawn,
}: {
  readonly table: Table;
  readonly view: RunsView;
  readonly drawn: number;
}): ReactNode {
  const { rows, columns, cells } = table;
  const cellsError = useSyncExternalStore(cells.subscribe, () => cells.error);
  const { count } = rows;
  const loaded = rows.rows.length;
  return (
    <div className={styles['foot']}>
      <span role="status" className="tabular">
        {count === undefined
          ? loaded === 0
            ? 'Loading runs…'
            : `${formatCount(loaded)} runs and more`
          : counted(count, 'run')}
        {view.isTrash && ' in the trash'}
      </span>
      {!rows.isComplete && count !== undefined && count > 0 && loaded < Math.min(count, MOST_ROWS) && (
        <div style={{ width: 90 }}>
          <ProgressBar value={loaded / count} label="Loading the list of runs" />
        </div>
      )}
      {count !== undefined && count > MOST_ROWS && loaded >= MOST_ROWS && (
        <Badge tone="warn">The first {formatCount(MOST_ROWS)} are listed: filter to see others</Badge>
      )}
      {cellsError !== undefined && (
        <Badge tone="bad">Some values could not be loaded: {messageOf(cellsError)}</Badge>
      )}
      {rows.error !== null && loaded > 0 && <Badge tone="bad">{messageOf(rows.error)}</Badge>}
      <span className={styles['grow']} />
      {view.chartsOpen && <span className="tabular">{formatCount(drawn)} drawn</span>}
      <span className="tabular">{counted(columns.length, 'column')}</span>
    </div>
  );
}
