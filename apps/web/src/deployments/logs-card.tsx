import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readDeploymentLogs } from '../api/deployments.ts';
import { Card } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import styles from './deployment.module.css';

const LOOK_MS = 4_000;

/** What builds, loads and workers have said, the newest at the end. */
export function LogsCard({ name }: { readonly name: string }): ReactNode {
  const logs = useQuery({
    queryKey: ['deployment', name, 'logs'],
    queryFn: ({ signal }) => readDeploymentLogs(name, { signal }),
    refetchInterval: LOOK_MS,
  });
  return (
    <Card title="Logs">
      {logs.data !== undefined ? (
        // Long logs scroll: the keyboard must reach them.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles['logs']} tabIndex={0} role="region" aria-label="Logs">
          {logs.data === '' ? (
            <span className="soft">Nothing has been logged since the start.</span>
          ) : (
            logs.data
          )}
        </pre>
      ) : logs.error ? (
        <ErrorState what="The logs" error={logs.error} onRetry={() => void logs.refetch()} />
      ) : (
        <SkeletonLines count={3} />
      )}
    </Card>
  );
}
