import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Page } from '../api/experiments.ts';
import { listProjectRuns, type ProjectRun, type ProjectRunQuery } from '../api/project-runs.ts';
import { isUnderWay } from './project-status.tsx';

const SOON_MS = 2_000;
const LATER_MS = 8_000;

/** A list of project runs, the newest first, that is looked at again and again: soon, while any of them is under way. */
export function useProjectRuns(
  query: Omit<ProjectRunQuery, 'pageToken'>,
): UseInfiniteQueryResult<InfiniteData<Page<ProjectRun>>> {
  return useInfiniteQuery({
    queryKey: ['project-runs', query],
    queryFn: ({ signal, pageParam }) => listProjectRuns({ ...query, pageToken: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    // All that was loaded is read again: the more there is, the more rarely.
    refetchInterval: ({ state: { data } }) => {
      const pages = data?.pages ?? [];
      const every = pages.some(({ items }) => items.some(isUnderWay)) ? SOON_MS : LATER_MS;
      return every * Math.max(1, pages.length);
    },
  });
}
