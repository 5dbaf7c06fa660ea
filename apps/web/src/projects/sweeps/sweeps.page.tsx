import { useQuery } from '@tanstack/react-query';
import { Grid3x3, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { listSweeps, type ProjectSweep } from '../../api/project-sweeps.ts';
import { useCommands } from '../../app/commands.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, ProgressBar, SkeletonLines } from '../../components/states.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { Truncated } from '../../components/truncated.tsx';
import { type VirtualColumn, VirtualTable } from '../../components/virtual-table.tsx';
import { formatCount, formatNumber } from '../../format/numbers.ts';
import { sweepPlace, SWEEPS } from '../places.ts';
import { projectName } from '../project-name.ts';
import { ProjectsTabs } from '../projects-tabs.tsx';
import { partDone, SweepStatusBadge } from './sweep-status.tsx';

const SOON_MS = 2_000;
const LATER_MS = 10_000;

const COLUMNS: readonly VirtualColumn<ProjectSweep>[] = [
  { id: 'status', header: 'Status', width: '130px', cell: (sweep) => <SweepStatusBadge sweep={sweep} /> },
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(150px, 1.2fr)',
    cell: ({ id, name }) => (
      <Link to={sweepPlace(id)} className="truncate" title={name}>
        <bdi>{name}</bdi>
      </Link>
    ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 'minmax(150px, 1.2fr)',
    cell: (sweep) => <Truncated text={`${projectName(sweep)}, ${sweep.entryPoint}`} />,
  },
  {
    id: 'space',
    header: 'Parameters',
    width: 'minmax(140px, 1.2fr)',
    cell: ({ method, space }) => <Truncated text={`${Object.keys(space).join(', ')} (${method})`} />,
  },
  {
    id: 'progress',
    header: 'Progress',
    width: '170px',
    cell: (sweep) => (
      <>
        <span style={{ flex: 1 }}>
          <ProgressBar value={partDone(sweep)} label={`Progress of ${sweep.name}`} />
        </span>
        <span className="tabular soft">
          {formatCount(Math.round(partDone(sweep) * sweep.counts.total))} of {formatCount(sweep.counts.total)}
        </span>
      </>
    ),
  },
  {
    id: 'best',
    header: 'Best',
    width: '150px',
    cell: ({ best, metric }) =>
      best && metric ? (
        <Truncated text={`${formatNumber(best.value)} ${metric.name}`} />
      ) : (
        <span className="soft">–</span>
      ),
  },
  { id: 'begun', header: 'Begun', width: '110px', cell: ({ createdMs }) => <RelativeTime ms={createdMs} /> },
];

/** The sweeps over projects' parameters. */
export function Component(): ReactNode {
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['project-sweeps'],
    queryFn: ({ signal }) => listSweeps({ signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ status }) => status === 'RUNNING') ? SOON_MS : LATER_MS,
  });
  useCommands([
    {
      id: 'create-sweep',
      group: 'This page',
      label: 'Start a sweep',
      keys: 'c',
      run: () => void navigate(`${SWEEPS}/new`),
    },
  ]);
  return (
    <Page
      title="Sweeps"
      heading="Projects"
      fill
      tabs={<ProjectsTabs />}
      actions={
        <ButtonLink to={`${SWEEPS}/new`} look="primary">
          <Plus aria-hidden /> Start sweep
        </ButtonLink>
      }
    >
      {found.isPending ? (
        <SkeletonLines />
      ) : found.error ? (
        <ErrorState what="The list of sweeps" error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data.length === 0 ? (
        <EmptyState title="No sweeps yet" icon={<Grid3x3 aria-hidden />}>
          A sweep runs a project with many parameters, a grid of them or a random choice, and tells which are
          the best.
        </EmptyState>
      ) : (
        <VirtualTable label="Sweeps" columns={COLUMNS} rows={found.data} rowKey={({ id }) => id} />
      )}
    </Page>
  );
}
