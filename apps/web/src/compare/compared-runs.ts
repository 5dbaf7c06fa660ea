import { ApiError } from '../api/api-error.ts';
import { quoted } from '../api/filter-text.ts';
import { inPool } from '../api/in-pool.ts';
import { getRun, type Run, searchRuns } from '../api/runs.ts';
import type { FirstQuery } from '../start/first-queries.ts';
import { type Compared, readCompared } from './compare-address.ts';

export interface ComparedRuns {
  /** In the address's order. */
  readonly runs: readonly Run[];
  /** Ids of runs that are not there. */
  readonly missing: readonly string[];
}

const IDS_PER_SEARCH = 200;

export const comparedKey = ({ runIds, experimentIds }: Compared): readonly unknown[] => [
  'runs',
  'compared',
  runIds,
  experimentIds,
];

/** What the comparison asks first, where the address `hash` is one of its. */
export function comparedRunsOf(hash: string): FirstQuery[] {
  const [page, query] = hash.split('?');
  if (page !== '#/compare-runs') return [];
  const compared = readCompared(new URLSearchParams(query));
  return compared.runIds.length > 0
    ? [{ queryKey: comparedKey(compared), ask: () => loadComparedRuns(compared) }]
    : [];
}

/** By few searches, and one by one what those do not find. */
export async function loadComparedRuns(
  { runIds, experimentIds }: Compared,
  signal?: AbortSignal,
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

async function runIfThere(id: string, signal: AbortSignal | undefined): Promise<Run | undefined> {
  try {
    return await getRun(id, { signal });
  } catch (error) {
    if (error instanceof ApiError && (error.isMissing || error.status === 400)) return undefined;
    throw error;
  }
}
