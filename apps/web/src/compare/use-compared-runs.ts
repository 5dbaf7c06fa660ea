import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { quoted } from '../api/filter-text.ts';
import { getRun, type Run, searchRuns } from '../api/runs.ts';
import { inPool } from '../api/in-pool.ts';
import { queryClient } from '../api/query-client.ts';
import { type Compared, readCompared } from './compare-address.ts';

export interface ComparedRuns {
  /** In the address's order. */
  readonly runs: readonly Run[];
  /** Ids of runs that are not there. */
  readonly missing: readonly string[];
}

const IDS_PER_SEARCH = 200;

/** The runs that an address names, deleted ones too: by few searches, and one by one what those do not find. */
export function useComparedRuns(compared: Compared): UseQueryResult<ComparedRuns> {
  return useQuery({
    ...queryOf(compared),
    enabled: compared.runIds.length > 0,
    refetchInterval: ({ state: { data } }) =>
      data?.runs.some(({ status }) => status === 'RUNNING') ? 10_000 : false,
  });
}

/** Asks for the runs that the address `hash` compares, while the page that shows them is still being loaded. */
export function askForComparedRuns(hash: string): void {
  const [page, query] = hash.split('?');
  if (page !== '#/compare-runs') return;
  const compared = readCompared(new URLSearchParams(query));
  if (compared.runIds.length > 0) void queryClient.prefetchQuery(queryOf(compared));
}

function queryOf({ runIds, experimentIds }: Compared) {
  return queryOptions({
    queryKey: ['runs', 'compared', runIds, experimentIds],
    queryFn: ({ signal }) => load(runIds, experimentIds, signal),
  });
}

async function load(
  runIds: readonly string[],
  experimentIds: readonly string[],
  signal: AbortSignal,
): Promise<ComparedRuns> {
  const found = new Map<string, Run>();
  if (experimentIds.length > 0) {
    const parts = Array.from({ length: Math.ceil(runIds.length / IDS_PER_SEARCH) }, (_, index) =>
      runIds.slice(index * IDS_PER_SEARCH, (index + 1) * IDS_PER_SEARCH),
    );
    const pages = await Promise.all(
      parts.map((ids) =>
        searchRuns(
          {
            experimentIds,
            filter: `attributes.run_id IN (${ids.map(quoted).join(', ')})`,
            view: 'ALL',
            pageSize: IDS_PER_SEARCH,
          },
          { signal },
        ),
      ),
    );
    for (const run of pages.flatMap(({ items }) => items)) found.set(run.id, run);
  }
  // Runs of other experiments than the address names.
  const others = runIds.filter((id) => !found.has(id));
  for (const run of await inPool(others, (id) => runIfThere(id, signal))) if (run) found.set(run.id, run);
  return {
    runs: runIds.flatMap((id) => found.get(id) ?? []),
    missing: runIds.filter((id) => !found.has(id)),
  };
}

async function runIfThere(id: string, signal: AbortSignal): Promise<Run | undefined> {
  try {
    return await getRun(id, { signal });
  } catch (error) {
    if (error instanceof ApiError && (error.isMissing || error.status === 400)) return undefined;
    throw error;
  }
}
