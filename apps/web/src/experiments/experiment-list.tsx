import { type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Experiment } from '../api/experiments.ts';
import { NOTE_TAG, ownTags } from '../api/key-values.ts';
import type { RunCounts } from '../api/run-table.ts';
import { Badge, TagChip } from '../components/badge.tsx';
import { Checkbox } from '../components/choices.tsx';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { Card } from '../components/page.tsx';
import { Skeleton } from '../components/states.tsx';
import { RelativeTime } from '../components/time.tsx';
import { firstLine } from '../format/first-line.ts';
import { formatCount } from '../format/numbers.ts';
import { ExperimentMenu } from './experiment-menu.tsx';

export interface ExperimentListProps {
  readonly experiments: readonly Experiment[];
  /** Undefined until they are counted. */
  readonly counts: ReadonlyMap<string, RunCounts> | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
}

const MOST_TAGS = 4;

export function ExperimentList({ experiments, counts, chosen, onChoose }: ExperimentListProps): ReactNode {
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  const runsOf = ({ id }: Experiment): number => counts?.get(id)?.active ?? 0;
  const columns: DataColumn<Experiment>[] = [
    {
      id: 'choose',
      header: 'Choose',
      hideHeader: true,
      cell: ({ id, name }) => (
        <Checkbox hideLabel label={`Choose ${name}`} checked={chosen.has(id)} onChange={() => toggle(id)} />
      ),
    },
    {
      id: 'name',
      header: 'Name',
      isWide: true,
      sortValue: ({ name }) => name,
      cell: (experiment) => <ExperimentName experiment={experiment} />,
    },
    {
      id: 'running',
      header: 'Running',
      hideHeader: true,
      isSecondary: true,
      cell: ({ id }) => {
        const running = counts?.get(id)?.running ?? 0;
        return running > 0 && <Badge tone="info">{formatCount(running)} running</Badge>;
      },
    },
    {
      id: 'runs',
      header: 'Runs',
      isNumber: true,
      sortValue: runsOf,
      cell: (experiment) => (counts ? formatCount(runsOf(experiment)) : <Skeleton width={28} />),
    },
    {
      id: 'last',
      header: 'Last run',
      sortValue: ({ id }) => counts?.get(id)?.lastStartMs ?? 0,
      cell: ({ id }) => {
        const last = counts?.get(id)?.lastStartMs;
        return last ? <RelativeTime ms={last} /> : <span className="soft">–</span>;
      },
    },
    {
      id: 'created',
      header: 'Created',
      isSecondary: true,
      sortValue: ({ createdMs }) => createdMs,
      cell: ({ createdMs }) => <RelativeTime ms={createdMs} />,
    },
    {
      id: 'more',
      header: 'More',
      hideHeader: true,
      cell: (experiment) => <ExperimentMenu experiment={experiment} />,
    },
  ];
  return (
    <Card flush>
      <DataTable label="Experiments" columns={columns} rows={experiments} rowKey={({ id }) => id} />
    </Card>
  );
}

function ExperimentName({ experiment }: { readonly experiment: Experiment }): ReactNode {
  const { id, name, tags } = experiment;
  const own = ownTags(tags);
  const note = firstLine(tags[NOTE_TAG] ?? '');
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8, minWidth: 0 }}>
      <Link
        to={`/experiments/${id}`}
        className="truncate"
        style={{ color: 'var(--ink)', fontWeight: 500, flex: '0 1 auto' }}
        title={name}
      >
        <bdi>{name}</bdi>
      </Link>
      {own.slice(0, MOST_TAGS).map(([key, value]) => (
        <span key={key} className="wide-only">
          <TagChip name={key} value={value} />
        </span>
      ))}
      {own.length > MOST_TAGS && <span className="soft wide-only">+{own.length - MOST_TAGS}</span>}
      {note !== '' && (
        <span className="soft truncate wide-only" style={{ flex: '1 1 0' }}>
          {note}
        </span>
      )}
    </div>
  );
}
