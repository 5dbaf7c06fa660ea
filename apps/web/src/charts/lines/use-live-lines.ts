import { useEffect } from 'react';
import { followRuns } from '../../api/run-events.ts';
import type { ChartRun } from '../contract.ts';
import { lineCache } from './line-cache.ts';

/** Adds what the running ones of these runs log to the lines that are shown, as they log it. */
export function useLiveLines(runs: readonly ChartRun[], isLive: boolean): void {
  const running = isLive
    ? runs
        .filter((run) => run.isRunning)
        .map((run) => run.id)
        .join()
    : '';
  useEffect(() => {
    if (running === '') return undefined;
    return followRuns(running.split(','), {
      onPoints: (runId, points) => lineCache.append(runId, points),
      onReset: (runIds) => lineCache.expire(runIds),
    });
  }, [running]);
}
