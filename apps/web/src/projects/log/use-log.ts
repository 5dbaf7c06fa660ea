import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { LogFeed, type FeedView } from './log-feed.ts';

/** A run's log, followed while the component is shown. `onEnd` is called once the run has ended. */
export function useLog(runId: string, onEnd: () => void): FeedView {
  const ended = useRef(onEnd);
  ended.current = onEnd;
  const feed = useMemo(() => new LogFeed(runId, () => ended.current()), [runId]);
  useEffect(() => feed.start(), [feed]);
  return useSyncExternalStore(feed.subscribe, feed.snapshot);
}
