import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { Page } from '../api/experiments.ts';
import { quoted } from '../api/filter-text.ts';
import { searchTraces, type TraceInfo } from '../api/traces.ts';
import { typedFilter } from '../api/typed-filter.ts';
import type { TableSort } from '../components/virtual-table.tsx';

/** Plain words are looked for in all that a trace's spans hold. */
export const traceFilter = (typed: string): string =>
  typedFilter(typed, (words) => `trace.text ILIKE ${quoted(`%${words}%`)}`);

/** The traces of an experiment, as many as were scrolled to. */
export function useTraceList(
  experimentId: string,
  filter: string,
  sort: TableSort,
): UseInfiniteQueryResult<InfiniteData<Page<TraceInfo>>> {
  return useInfiniteQuery({
    queryKey: ['traces', experimentId, filter, sort],
    queryFn: ({ signal, pageParam }) =>
      searchTraces(
        {
          experimentId,
          filter,
          orderBy: [`${sort.by} ${sort.isDescending ? 'DESC' : 'ASC'}`],
          pageToken: pageParam,
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextPageToken,
    placeholderData: keepPreviousData,
  });
}

const SORTS = ['timestamp_ms', 'execution_time_ms', 'status', 'name'];

/** `timestamp_ms DESC`; the newest first where it is none of those that there are. */
export function readTraceSort(text: string): TableSort {
  const [by = '', direction] = text.split(' ');
  return SORTS.includes(by)
    ? { by, isDescending: direction !== 'ASC' }
    : { by: 'timestamp_ms', isDescending: true };
}
