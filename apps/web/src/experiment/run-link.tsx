import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { getRun } from '../api/runs.ts';
import { runPlace } from './places.ts';

/** A run by its name: ids that were made one after the other begin alike. */
export function RunLink({ runId }: { readonly runId: string }): ReactNode {
  const run = useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => getRun(runId, { signal }),
    enabled: runId !== '',
    staleTime: 60_000,
  });
  if (runId === '') return <span className="soft">None</span>;
  if (!run.data)
    return (
      <span className="mono truncate soft" title={runId}>
        {runId.slice(-8)}
      </span>
    );
  return (
    <Link to={runPlace(run.data.experimentId, runId)} className="truncate" title={run.data.name}>
      <bdi>{run.data.name}</bdi>
    </Link>
  );
}
