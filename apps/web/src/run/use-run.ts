import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followRuns } from '../api/run-events.ts';
import { getRun, type Run } from '../api/runs.ts';

/** Events that come in quick succession are answered by one look. */
const GATHER_MS = 500;
/** How often a run is looked at where events do not come through, as proxies may hold them back. */
const WITHOUT_EVENTS_MS = 10_000;
/** Of files there are no events. */
const FILES_MS = 5_000;

export const isRunning = (run: Run | undefined): boolean =>
  run?.status === 'RUNNING' || run?.status === 'SCHEDULED';

/** A run; while it runs, as it is now. */
export function useRun(id: string): UseQueryResult<Run> {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => getRun(id, { signal }),
    refetchInterval: ({ state: { data } }) => (isRunning(data) ? WITHOUT_EVENTS_MS : false),
  });
  const isLive = isRunning(query.data);
  useEffect(() => {
    if (!isLive) return undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        void client.invalidateQueries({ queryKey: ['run', id], exact: true });
      }, GATHER_MS);
    };
    const stop = followRuns([id], { onPoints: look, onChange: look, onReset: look });
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [client, id, isLive]);
  useEffect(() => {
    if (!isLive) return undefined;
    const look = (): void => void client.invalidateQueries({ queryKey: ['artifacts', 'run', id] });
    const timer = setInterval(look, FILES_MS);
    return () => {
      clearInterval(timer);
      // What was logged since the last look, now that it has ended.
      look();
    };
  }, [client, id, isLive]);
  return query;
}
