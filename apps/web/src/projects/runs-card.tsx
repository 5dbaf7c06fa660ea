import type { ReactNode } from 'react';
import type { ProjectRunQuery } from '../api/project-runs.ts';
import { Card } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import styles from './projects.module.css';
import { RUN_COLUMNS } from './run-columns.tsx';
import { useProjectRuns } from './use-project-runs.ts';

const LEFT_OUT = new Set(['entry-point', 'executor', 'priority', 'user']);
const COLUMNS = RUN_COLUMNS.filter(({ id }) => !LEFT_OUT.has(id));
const [HEAD_HEIGHT, ROW_HEIGHT, MOST_ROWS] = [34, 40, 12];

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
    <Card title="Runs" flush>
      {found.isPending ? (
        <SkeletonLines count={4} />
      ) : found.error ? (
        <ErrorState what="The list of runs" error={found.error} onRetry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <p className={styles['empty']}>{empty}</p>
      ) : (
        <div
          className={styles['tableBox']}
          style={{ height: HEAD_HEIGHT + Math.min(rows.length, MOST_ROWS) * ROW_HEIGHT }}
        >
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
