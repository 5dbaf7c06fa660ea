import { useVirtualizer } from '@tanstack/react-virtual';
import { Columns3 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Keys } from '../api/run-table.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/choices.tsx';
import { SearchField } from '../components/field.tsx';
import { Popover } from '../components/popover.tsx';
import { formatCount } from '../format/numbers.ts';
import { type Attribute, ATTRIBUTES, type Column, columnId, columnLabel } from './columns.ts';
import styles from './column-chooser.module.css';

export interface ColumnChooserProps {
  readonly keys: Keys;
  readonly columns: readonly Column[];
  readonly onChange: (columns: readonly Column[] | null) => void;
}

type Line = { readonly head: string; readonly members: readonly Column[] } | { readonly column: Column };

/** Chooses columns among very many, by search, one by one or a whole section at once. */
export function ColumnChooser({ keys, columns, onChange }: ColumnChooserProps): ReactNode {
  return (
    <Popover
      label="Columns"
      align="end"
      trigger={
        <Button>
          <Columns3 aria-hidden />
          Columns <span className="soft tabular">{formatCount(columns.length)}</span>
        </Button>
      }
    >
      <Chooser keys={keys} columns={columns} onChange={onChange} />
    </Popover>
  );
}

function Chooser({ keys, columns, onChange }: ColumnChooserProps): ReactNode {
  const [wanted, setWanted] = useState('');
  // The list is there only once the popover is: a ref would not tell of it.
  const [list, setList] = useState<HTMLDivElement | null>(null);
  const lines = useMemo(() => linesOf(keys, wanted.trim().toLowerCase()), [keys, wanted]);
  const shown = new Set(columns.map(columnId));
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: useCallback(() => list, [list]),
    estimateSize: (index) => (lines[index] && 'head' in lines[index] ? 30 : 28),
    overscan: 10,
  });
  const add = (more: readonly Column[]): void =>
    onChange([...columns, ...more.filter((column) => !shown.has(columnId(column)))]);
  const drop = (gone: readonly Column[]): void => {
    const ids = new Set(gone.map(columnId));
    onChange(columns.filter((column) => !ids.has(columnId(column))));
  };
  return (
    <div className={styles['chooser']}>
      <SearchField label="Find a column" placeholder="Find a column…" value={wanted} onChange={setWanted} />
      <div ref={setList} className={styles['list']}>
        {lines.length === 0 && <p className="soft">No key has “{wanted}” in it.</p>}
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            return (
              <div
                key={index}
                style={{
                  position: 'absolute',
                  top: 0,
                  left: 0,
                  right: 0,
                  transform: `translateY(${start}px)`,
                }}
              >
                {'head' in line ? (
                  <div className={styles['head']}>
                    <span>
                      {line.head} <span className="tabular">{formatCount(line.members.length)}</span>
                    </span>
                    <span>
                      <Button
                        small
                        look="ghost"
                        aria-label={`All of: ${line.head}`}
                        onClick={() => add(line.members)}
                      >
                        All
                      </Button>
                      <Button
                        small
                        look="ghost"
                        aria-label={`None of: ${line.head}`}
                        onClick={() => drop(line.members)}
                      >
                        None
                      </Button>
                    </span>
                  </div>
                ) : (
                  <div className={styles['item']} title={columnLabel(line.column)}>
                    <Checkbox
                      label={columnLabel(line.column)}
                      checked={shown.has(columnId(line.column))}
                      onChange={(checked) => (checked ? add([line.column]) : drop([line.column]))}
                    />
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div>
        <Button small look="ghost" onClick={() => onChange(null)}>
          Back to the usual columns
        </Button>
      </div>
    </div>
  );
}

function linesOf(keys: Keys, wanted: string): Line[] {
  const sections: [string, Column[]][] = [
    ['Attributes', (Object.keys(ATTRIBUTES) as Attribute[]).map((key) => ({ kind: 'attribute', key }))],
    ['Metrics', keys.metrics.map((key) => ({ kind: 'metric', key }))],
    ['Parameters', keys.params.map((key) => ({ kind: 'param', key }))],
    ['Tags', keys.tags.map((key) => ({ kind: 'tag', key }))],
  ];
  return sections.flatMap(([head, all]) => {
    const members =
      wanted === '' ? all : all.filter((column) => columnLabel(column).toLowerCase().includes(wanted));
    return members.length === 0 ? [] : [{ head, members }, ...members.map((column) => ({ column }))];
  });
}
