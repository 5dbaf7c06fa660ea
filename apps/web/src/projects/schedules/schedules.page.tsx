import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { listSchedules, type ProjectSchedule } from '../../api/project-schedules.ts';
import { useCommands } from '../../app/commands.ts';
import { Badge } from '../../components/badge.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { Truncated } from '../../components/truncated.tsx';
import { type VirtualColumn, VirtualTable } from '../../components/virtual-table.tsx';
import { projectRunPlace, schedulePlace, SCHEDULES } from '../places.ts';
import { projectName } from '../project-name.ts';
import { ProjectsTabs } from '../projects-tabs.tsx';
import { ScheduleMenu } from './schedule-menu.tsx';

const LOOK_MS = 5_000;

const COLUMNS: readonly VirtualColumn<ProjectSchedule>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(170px, 1.4fr)',
    cell: ({ id, name, isPaused }) => (
      <>
        <Link to={schedulePlace(id)} className="truncate" title={name}>
          <bdi>{name}</bdi>
        </Link>
        {isPaused && <Badge tone="warn">Paused</Badge>}
      </>
    ),
  },
  {
    id: 'project',
    header: 'Project',
    width: 'minmax(150px, 1.2fr)',
    cell: ({ request }) => (
      <Truncated
        text={`${projectName({ uri: request.uri, sourceName: request.source_name })}, ${request.entry_point ?? 'main'}`}
      />
    ),
  },
  {
    id: 'cron',
    header: 'Cron',
    width: '150px',
    cell: ({ cron }) => <code className="truncate">{cron}</code>,
  },
  {
    id: 'timezone',
    header: 'Time zone',
    width: '140px',
    cell: ({ timezone }) => <Truncated text={timezone} />,
  },
  {
    id: 'next',
    header: 'Next',
    width: '130px',
    cell: ({ nextMs }) =>
      nextMs === undefined ? <span className="soft">–</span> : <RelativeTime ms={nextMs} />,
  },
  {
    id: 'last',
    header: 'Last run',
    width: '150px',
    cell: ({ lastMs, lastRunId, lastError }) =>
      lastError !== undefined ? (
        <span title={lastError}>
          <Badge tone="bad">Not submitted</Badge>
        </span>
      ) : lastRunId !== undefined && lastMs !== undefined ? (
        <Link to={projectRunPlace(lastRunId)}>
          <RelativeTime ms={lastMs} />
        </Link>
      ) : (
        <span className="soft">Never</span>
      ),
  },
  {
    id: 'actions',
    header: 'Actions',
    hideHeader: true,
    width: '64px',
    isNumber: true,
    cell: (schedule) => <ScheduleMenu schedule={schedule} isSmall />,
  },
];

/** The projects that are run again and again. */
export function Component(): ReactNode {
  const navigate = useNavigate();
  const found = useQuery({
    queryKey: ['project-schedules'],
    queryFn: ({ signal }) => listSchedules({ signal }),
    refetchInterval: LOOK_MS,
  });
  useCommands([
    {
      id: 'create-schedule',
      group: 'This page',
      label: 'Schedule a project',
      keys: 'c',
      run: () => void navigate(`${SCHEDULES}/new`),
    },
  ]);
  return (
    <Page
      title="Schedules"
      heading="Projects"
      fill
      tabs={<ProjectsTabs />}
      actions={
        <ButtonLink to={`${SCHEDULES}/new`} look="primary">
          <Plus aria-hidden /> Schedule project
        </ButtonLink>
      }
    >
      {found.isPending ? (
        <SkeletonLines />
      ) : found.error ? (
        <ErrorState what="The list of schedules" error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data.length === 0 ? (
        <EmptyState title="No schedules yet" icon={<CalendarClock aria-hidden />}>
          A schedule runs a project again and again: every night, or every Monday at six.
        </EmptyState>
      ) : (
        <VirtualTable label="Schedules" columns={COLUMNS} rows={found.data} rowKey={({ id }) => id} />
      )}
    </Page>
  );
}
