import type { ReactNode } from 'react';
import type { ProjectRunQuery } from '../api/project-runs.ts';
import { Card } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import styles from './projects.module.css';
import { RUN_COLUMNS } from './run-columns.tsx';
import { useProjectRuns } from './use-project-runs.ts';

const COLUMNS = RUN_COLUMNS.filter(({ id }) => id !== 'executor' && id !== 'priority' && id !== 'user');

/** The project runs that belong to something. */
export function RunsCard({
  query,
  empty,
}: {
  readonly query: ProjectRunQuery;
  readonly empty: string;
}): ReactNode {
  const found = useProjectRuns(query);
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card title="Runs" flush={rows.length > 0}>
      {found.isPending ? (
        <SkeletonLines count={4} />
      ) : found.error ? (
        <ErrorState what="The list of runs" error={found.error} onRetry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        <div className={styles['tableBox']}>
          <VirtualTable
            label="Runs"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            hasMore={found.hasNextPage}
            onEnd={() => !found.isFetchingNextPage && void found.fetchNextPage()}
          />
        </div>
      )}
    </Card>
  );
}
