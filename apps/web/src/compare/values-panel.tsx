import { ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Run } from '../api/runs.ts';
import { useStored } from '../app/stored.ts';
import { useIsNarrow } from '../app/use-is-narrow.ts';
import { Switch } from '../components/choices.tsx';
import { classes } from '../components/classes.ts';
import { SearchField } from '../components/field.tsx';
import { EmptyState } from '../components/states.tsx';
import { Truncated } from '../components/truncated.tsx';
import { VirtualGrid } from '../components/virtual-grid.tsx';
import { counted } from '../format/numbers.ts';
import styles from './compare.module.css';
import { type ComparedRow, comparedRows, type ComparedSection, differenceText } from './compared-rows.ts';
import { RunHead } from './run-head.tsx';

/** The widths of a run's column and of the keys; on a phone two runs stand beside the keys. */
const WIDTHS = { wide: { run: 176, key: 220 }, narrow: { run: 124, key: 122 } };

export interface ValuesPanelProps {
  readonly runs: readonly Run[];
  readonly colors: readonly string[];
  /** The run that the others are measured by. */
  readonly baseId: string | undefined;
  readonly onBase: (id: string | undefined) => void;
  readonly onRemove: (id: string) => void;
}

type Line = { readonly section: ComparedSection } | ComparedRow;

const isRow = (line: Line): line is ComparedRow => 'key' in line;

/** Parameters, metrics and tags of runs side by side, with what differs marked. */
export function ValuesPanel({ runs, colors, baseId, onBase, onRemove }: ValuesPanelProps): ReactNode {
  const [onlyDiffering, setOnlyDiffering] = useStored('compare.onlyDiffering', false);
  const widths = useIsNarrow() ? WIDTHS.narrow : WIDTHS.wide;
  const [search, setSearch] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<ComparedSection>>(new Set());
  const all = useMemo(() => comparedRows(runs), [runs]);
  const sought = search.trim().toLowerCase();
  const shown = all.filter(
    ({ key, differs }) =>
      (differs || !onlyDiffering) && (sought === '' || key.toLowerCase().includes(sought)),
  );
  const sections = [...new Set(shown.map(({ section }) => section))];
  const lines = sections.flatMap((section): Line[] => [
    { section },
    ...(closed.has(section) ? [] : shown.filter((row) => row.section === section)),
  ]);
  const base = runs.findIndex(({ id }) => id === baseId);
  const columns = runs.map((run, index) => ({
    id: run.id,
    width: widths.run,
    header: (
      <RunHead
        run={run}
        color={colors[index] ?? ''}
        isBase={run.id === baseId}
        onBase={() => onBase(run.id === baseId ? undefined : run.id)}
        onRemove={() => onRemove(run.id)}
      />
    ),
  }));
  const isMarked = (row: ComparedRow, column: number): boolean => {
    if (!row.differs || column === base) return false;
    if (base < 0) return row.section !== 'Metrics' && (row.marks[column] ?? false);
    return row.numbers
      ? !Object.is(row.numbers[column], row.numbers[base])
      : row.texts[column] !== row.texts[base];
  };
  const toggle = (section: ComparedSection): void =>
    setClosed(
      closed.has(section)
        ? new Set([...closed].filter((each) => each !== section))
        : new Set([...closed, section]),
    );
  const differing = all.filter(({ differs, section }) => differs && section !== 'About').length;

  return (
    <div className={styles['panel']}>
      <div className={styles['controls']}>
        <SearchField
          className={styles['search']}
          label="Search keys"
          placeholder="Search keys"
          value={search}
          onChange={setSearch}
        />
        <Switch checked={onlyDiffering} onChange={setOnlyDiffering} label="Only what differs" />
        <span className="soft" role="status">
          {counted(differing, 'value differs', 'values differ')}
        </span>
      </div>
      {lines.length === 0 ? (
        <EmptyState title={sought === '' ? 'Nothing differs' : 'No key has that in it'}>
          {sought === '' ? 'The runs have the same parameters, metrics and tags.' : undefined}
        </EmptyState>
      ) : (
        <VirtualGrid
          label="Runs side by side"
          className={styles['grid']}
          columns={columns}
          rowCount={lines.length}
          rowHeight={34}
          headerHeight={68}
          isSection={(row) => !isRow(lines[row] as Line)}
          rowHead={{
            header: <span className={styles['corner']}>{counted(runs.length, 'run')}</span>,
            width: widths.key,
            cell: (index) => {
              const line = lines[index];
              if (!line) return null;
              if (isRow(line))
                return (
                  <>
                    <Truncated text={line.key} />
                    {line.differs && (
                      <span className={styles['dot']} title="The runs differ in it">
                        <span className="visually-hidden">differs</span>
                      </span>
                    )}
                  </>
                );
              const rows = shown.filter(({ section }) => section === line.section);
              return (
                <button
                  type="button"
                  className={styles['section']}
                  aria-expanded={!closed.has(line.section)}
                  onClick={() => toggle(line.section)}
                >
                  <ChevronRight aria-hidden />
                  {line.section}
                  <span className="soft">
                    {rows.length}, {rows.filter(({ differs }) => differs).length} differ
                  </span>
                </button>
              );
            },
          }}
          cellClass={(index, column) => {
            const line = lines[index];
            if (!line || !isRow(line)) return undefined;
            return classes(
              styles['value'],
              line.numbers && styles['number'],
              isMarked(line, column) && styles['marked'],
              column === base && styles['base'],
            );
          }}
          cell={(index, column) => {
            const line = lines[index];
            if (!line || !isRow(line)) return null;
            const text = line.texts[column];
            if (text === undefined) return <span className={styles['none']}>–</span>;
            const difference =
              base >= 0 && column !== base
                ? differenceText(line.numbers?.[column], line.numbers?.[base])
                : undefined;
            return (
              <>
                {difference && <span className={styles['difference']}>{difference}</span>}
                <Truncated text={text} />
                <Bar numbers={line.numbers} column={column} />
              </>
            );
          }}
        />
      )}
    </div>
  );
}

/** Where a number lies between the smallest and the largest of its row. */
function Bar({
  numbers = [],
  column,
}: {
  readonly numbers: readonly (number | undefined)[] | undefined;
  readonly column: number;
}): ReactNode {
  const value = numbers[column];
  const known = numbers.filter((each) => each !== undefined && Number.isFinite(each)) as number[];
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (value === undefined || !Number.isFinite(value) || !(most > least)) return null;
  return (
    <span
      aria-hidden
      className={styles['bar']}
      style={{ width: `${(((value - least) / (most - least)) * 100).toFixed(1)}%` }}
    />
  );
}
