import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Page } from '../api/experiments.ts';
import { quoted } from '../api/filter-text.ts';
import { type ModelVersion, searchModelVersions } from '../api/model-versions.ts';

export const versionsKey = (name: string): readonly string[] => ['model', name, 'versions'];

/** The versions of a model, newest first, as many as were scrolled to. */
export function useVersions(name: string): UseInfiniteQueryResult<InfiniteData<Page<ModelVersion>>> {
  return useInfiniteQuery({
    queryKey: versionsKey(name),
    queryFn: ({ signal, pageParam }) =>
      searchModelVersions({ filter: `name = ${quoted(name)}`, pageToken: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
  });
}
