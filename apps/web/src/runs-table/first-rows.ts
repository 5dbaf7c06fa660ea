import { queryClient } from '../api/query-client.ts';
import { getKeys, type RowQuery, type RowPage, searchRows } from '../api/run-table.ts';
import { readStored } from '../app/stored.ts';

export const FIRST_PAGE = 200;

export const rowsKey = (query: RowQuery): readonly unknown[] => ['runs', 'rows', query];
export const keysKey = (experimentIds: readonly string[]): readonly unknown[] => [
  'runs',
  'keys',
  experimentIds,
];

/** What the table asks for until its reader wants something else. */
export const plainQuery = (experimentIds: readonly string[]): RowQuery => ({
  experimentIds,
  filter: '',
  orderBy: [],
  view: 'ACTIVE_ONLY',
});

/**
 * Asks for the runs that the address `hash` is about to show, while the page that shows them is still being loaded. Only where they
 * are to be shown as they come: where a view, a filter or an order is known, the page asks for what that needs.
 */
export function askForFirstRows(hash: string): void {
  const [, experimentId] = /^#\/experiments\/([^/?]+)(?:\/runs)?\/?$/.exec(hash) ?? [];
  if (experimentId === undefined || readStored(`view.${experimentId}`) !== undefined) return;
  const experimentIds = [experimentId];
  const query = plainQuery(experimentIds);
  void queryClient.prefetchInfiniteQuery({
    queryKey: rowsKey(query),
    queryFn: ({ signal }): Promise<RowPage> => searchRows(query, FIRST_PAGE, undefined, { signal }),
    initialPageParam: undefined as string | undefined,
  });
  void queryClient.prefetchQuery({
    queryKey: keysKey(experimentIds),
    queryFn: ({ signal }) => getKeys(experimentIds, { signal }),
  });
}
