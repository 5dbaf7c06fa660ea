import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getRun, type Run } from '../api/runs.ts';

/** How often a run that is running is asked for anew. */
const LIVE_MS = 2_000;

const isRunning = (run: Run | undefined): boolean => run?.status === 'RUNNING' || run?.status === 'SCHEDULED';

/** A run; while it runs, as it is now. */
export function useRun(id: string): UseQueryResult<Run> {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => getRun(id, { signal }),
    refetchInterval: ({ state: { data } }) => (isRunning(data) ? LIVE_MS : false),
  });
}
