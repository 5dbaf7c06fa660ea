import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { type RowQuery, type RunRow, searchRows } from '../api/run-table.ts';
import { countRuns } from '../api/runs.ts';
import { whenIdle } from '../app/when-idle.ts';
import { FIRST_PAGE, rowsKey } from './first-rows.ts';

const NEXT_PAGE = 5_000;
/** Beyond this one narrows by a filter. */
export const MOST_ROWS = 50_000;
const LIVE_MS = 8_000;

export interface Rows {
  readonly rows: readonly RunRow[];
  /** How many the filter keeps; undefined until counted. */
  readonly count: number | undefined;
  /** Every run is in `rows`. */
  readonly isComplete: boolean;
  /** There is nothing to show yet. */
  readonly isLoading: boolean;
  /** What is shown belongs to the filter or order before. */
  readonly isStale: boolean;
  readonly error: Error | null;
  /** When the rows last came, whether or not they were others. */
  readonly updatedAt: number;
  readonly refetch: () => void;
}

/** The runs of a query: the first page at once, the others behind it, all again every few seconds while one of them runs. */
export function useRows(query: RowQuery, isEnabled: boolean): Rows {
  const result = useInfiniteQuery({
    queryKey: rowsKey(query),
    queryFn: ({ pageParam, signal }) =>
      searchRows(query, pageParam === undefined ? FIRST_PAGE : NEXT_PAGE, pageParam, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) =>
      pages.reduce((sum, page) => sum + page.rows.length, 0) < MOST_ROWS ? last.nextPageToken : undefined,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.rows.some(({ status }) => status === 'RUNNING') ? LIVE_MS : false,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isError } = result;
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage || isError) return undefined;
    // What is seen is drawn before.
    return whenIdle(() => void fetchNextPage(), 300);
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, isError]);
  const rows = useMemo(() => distinct((data?.pages ?? []).flatMap((page) => page.rows)), [data]);
  const { filter, view, experimentIds } = query;
  const { data: count } = useQuery({
    queryKey: ['runs', 'count', { filter, view, experimentIds }],
    queryFn: ({ signal }) => countRuns({ filter, view, experimentIds }, { signal }),
    enabled: isEnabled && hasNextPage,
  });
  return {
    rows,
    count: data && !hasNextPage ? rows.length : count,
    isComplete: data !== undefined && !hasNextPage,
    isLoading: isEnabled && result.isPending,
    isStale: result.isPlaceholderData,
    error: result.error,
    updatedAt: result.dataUpdatedAt,
    refetch: () => void result.refetch(),
  };
}

/** A run whose order changed between two pages comes twice. */
function distinct(rows: readonly RunRow[]): readonly RunRow[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}
