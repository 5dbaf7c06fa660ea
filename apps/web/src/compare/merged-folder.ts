import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ArtifactEntry, type ArtifactPlace, folderKey, listArtifacts } from '../api/artifacts.ts';
import { inPool } from '../api/in-pool.ts';
import { queryClient } from '../api/query-client.ts';
import type { Run } from '../api/runs.ts';

/** What lies in a folder of several runs: each entry once, with the runs that have it. */
export interface MergedEntry extends ArtifactEntry {
  /** By run id, the entry's size in bytes there. */
  readonly sizes: ReadonlyMap<string, number>;
}

export const placeOf = (run: Run): ArtifactPlace => ({ kind: 'run', id: run.id, uri: run.artifactUri });

/** The listing of a folder of one run; none where it cannot be had. */
export async function listingOf(run: Run, folder: string): Promise<readonly ArtifactEntry[]> {
  const place = placeOf(run);
  return queryClient.fetchQuery({
    queryKey: folderKey(place, folder),
    queryFn: ({ signal }) => listArtifacts(place, folder, { signal }),
    staleTime: 30_000,
  });
}

export const mergedKey = (runs: readonly Run[], folder: string): readonly unknown[] => [
  'artifacts-of-runs',
  runs.map(({ id }) => id),
  folder,
];

/** The folder of all runs together. Fails only when it can be had of no run. */
export async function mergedFolder(runs: readonly Run[], folder: string): Promise<MergedEntry[]> {
  let failed: unknown;
  const listings = await inPool(runs, (run) =>
    listingOf(run, folder).catch((error: unknown): readonly ArtifactEntry[] => {
      failed = error;
      return [];
    }),
  );
  if (failed !== undefined && listings.every((entries) => entries.length === 0)) throw failed;
  return mergeEntries(runs.map(({ id }, index) => [id, listings[index] ?? []]));
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

export function mergeEntries(
  listings: readonly (readonly [string, readonly ArtifactEntry[]])[],
): MergedEntry[] {
  const merged = new Map<string, ArtifactEntry & { readonly sizes: Map<string, number> }>();
  for (const [runId, entries] of listings)
    for (const entry of entries) {
      const known = merged.get(entry.path) ?? { ...entry, sizes: new Map<string, number>() };
      known.sizes.set(runId, entry.size);
      merged.set(entry.path, known);
    }
  return [...merged.values()].toSorted(
    (a, b) => Number(b.isFolder) - Number(a.isFolder) || COLLATOR.compare(a.name, b.name),
  );
}

export function useMergedFolder(runs: readonly Run[], folder: string): UseQueryResult<MergedEntry[]> {
  return useQuery({
    queryKey: mergedKey(runs, folder),
    queryFn: () => mergedFolder(runs, folder),
    staleTime: 30_000,
  });
}
