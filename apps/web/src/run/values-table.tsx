import { type ReactNode, useState } from 'react';
import { SearchField } from '../components/field.tsx';
import { Card } from '../components/page.tsx';
import { type GridColumn, VirtualGrid } from '../components/virtual-grid.tsx';
import { formatCount } from '../format/numbers.ts';
import { Truncated } from '../components/truncated.tsx';
import styles from './run.module.css';

export interface ValuesTableProps {
  readonly title: string;
  /** The keys, in the order they are shown. */
  readonly keys: readonly string[];
  readonly columns: readonly GridColumn[];
  readonly cell: (key: string, column: string) => ReactNode;
  /** What a key looks like: a link, say. */
  readonly keyCell?: (key: string) => ReactNode;
  readonly keyWidth?: number;
  /** What takes the width that is left: the names, or the last column. */
  readonly grow: 'head' | 'last';
  readonly empty: ReactNode;
  readonly actions?: ReactNode;
}

const ROW = 32;
const HEAD = 30;
const MOST_ROWS = 14;
/** From so many keys on one can search them. */
const MANY = 8;

/** Keys with their values, of any number: searched, and drawn as they come into view. */
export function ValuesTable({
  title,
  keys,
  columns,
  cell,
  keyCell,
  keyWidth = 240,
  grow,
  empty,
  actions,
}: ValuesTableProps): ReactNode {
  const [search, setSearch] = useState('');
  const sought = search.trim().toLowerCase();
  const shown = sought === '' ? keys : keys.filter((key) => key.toLowerCase().includes(sought));
  return (
    <Card
      flush
      title={
        <>
          {title} <span className={styles['count']}>{formatCount(keys.length)}</span>
        </>
      }
      actions={
        (keys.length > MANY || actions) && (
          <div className={styles['cardActions']}>
            {keys.length > MANY && (
              <SearchField
                className={styles['search']}
                label={`Search ${title.toLowerCase()}`}
                placeholder="Search"
                value={search}
                onChange={setSearch}
              />
            )}
            {actions}
          </div>
        )
      }
    >
      {keys.length === 0 ? (
        <div className={styles['none']}>{empty}</div>
      ) : (
        <div
          style={{ height: HEAD + Math.min(MOST_ROWS, Math.max(1, shown.length)) * ROW + 1 }}
          className={styles['gridBox']}
        >
          {shown.length === 0 ? (
            <div className={styles['none']}>None is called “{search}”.</div>
          ) : (
            <VirtualGrid
              label={title}
              className={styles['valuesGrid']}
              rowCount={shown.length}
              rowHeight={ROW}
              grow={grow}
              headerHeight={HEAD}
              columns={columns}
              rowHead={{
                header: 'Name',
                width: keyWidth,
                cell: (row) => {
                  const key = shown[row] ?? '';
                  return keyCell?.(key) ?? <Truncated text={key} />;
                },
              }}
              cell={(row, column) => cell(shown[row] ?? '', columns[column]?.id ?? '')}
            />
          )}
        </div>
      )}
    </Card>
  );
}
