import { CalendarClock, Grid3x3, Play, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { PROJECT_RUN_STATUSES } from '../api/project-runs.ts';
import { useCommands } from '../app/commands.ts';
import { ButtonLink } from '../components/button.tsx';
import { Select } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import { Glance } from './glance.tsx';
import { SCHEDULES, SUBMIT, SWEEPS } from './places.ts';
import { STATUS_WORDS } from './project-status.tsx';
import styles from './projects.module.css';
import { ProjectsTabs } from './projects-tabs.tsx';
import { RUN_COLUMNS } from './run-columns.tsx';
import { useProjectRuns } from './use-project-runs.ts';

const EXAMPLE = 'npx millrace run examples/mlproject -P slope=3';
const STATUSES = [
  ['', 'Every status'],
  ...PROJECT_RUN_STATUSES.map((status) => [status, STATUS_WORDS[status]] as const),
] as const;

/** The runs of projects, and what the queue and its runners do. */
export function Component(): ReactNode {
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const status = query.get('status') ?? '';
  const found = useProjectRuns({ status: status || undefined });
  useCommands([
    {
      id: 'submit-project',
      group: 'This page',
      label: 'Run a project',
      keys: 'c',
      run: () => void navigate(SUBMIT),
    },
  ]);
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const list = (): ReactNode => {
    if (found.isPending) return <SkeletonLines />;
    if (found.error)
      return (
        <ErrorState
          what="The list of project runs"
          error={found.error}
          onRetry={() => void found.refetch()}
        />
      );
    if (rows.length === 0)
      return status === '' ? (
        <EmptyState title="No project has been run yet" icon={<Workflow aria-hidden />} code={EXAMPLE}>
          A project is a folder, a zip archive or a git repository with an MLproject file, or just with
          scripts. Run one here, or from a shell:
        </EmptyState>
      ) : (
        <EmptyState title="No such run">No project run has this status now.</EmptyState>
      );
    return (
      <VirtualTable
        label="Project runs"
        columns={RUN_COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        hasMore={found.hasNextPage}
        onEnd={() => !found.isFetchingNextPage && void found.fetchNextPage()}
      />
    );
  };
  return (
    <Page
      title="Projects"
      fill
      tabs={<ProjectsTabs />}
      actions={
        <>
          <ButtonLink to={`${SCHEDULES}/new`}>
            <CalendarClock aria-hidden /> Schedule
          </ButtonLink>
          <ButtonLink to={`${SWEEPS}/new`}>
            <Grid3x3 aria-hidden /> Sweep
          </ButtonLink>
          <ButtonLink to={SUBMIT} look="primary">
            <Play aria-hidden /> Run project
          </ButtonLink>
        </>
      }
    >
      <div className={styles['bar']}>
        <Select
          label="Status"
          value={status}
          onChange={(next) => setQuery(next === '' ? {} : { status: next }, { replace: true })}
          choices={STATUSES}
        />
        <Glance />
      </div>
      {list()}
    </Page>
  );
}
