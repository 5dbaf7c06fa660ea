import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { getView, type SavedView } from '../api/saved-views.ts';
import { readStored, writeStored } from '../app/stored.ts';
import { DEFAULT_VIEW, readView, type RunsView } from './view.ts';

export interface ViewState {
  readonly view: RunsView;
  readonly change: (change: Partial<RunsView>) => void;
  /** The saved view that is open, if any. */
  readonly saved: SavedView | undefined;
  /** It differs from what was saved. */
  readonly isChanged: boolean;
  readonly isLoading: boolean;
  readonly error: unknown;
}

/**
 * The view of the experiments: the saved one that the address names (`?view=…`), or what this browser showed last. What the
 * reader changes stays in the browser until it is saved.
 */
export function useView(experimentIds: readonly string[]): ViewState {
  const [parameters] = useSearchParams();
  const viewId = parameters.get('view') ?? undefined;
  const linkedFilter = parameters.get('searchFilter') ?? undefined;
  const key = `view.${viewId ?? experimentIds.join(',')}`;
  const query = useQuery({
    queryKey: ['view', viewId],
    queryFn: ({ signal }) => getView(viewId ?? '', { signal }),
    enabled: viewId !== undefined,
    staleTime: Infinity,
  });
  const saved = viewId === undefined ? undefined : query.data;
  const [draft, setDraft] = useState(() => ({ key, view: readDraft(key, linkedFilter) }));
  // Another experiment or view was opened: its own draft counts.
  const current = draft.key === key ? draft : { key, view: readDraft(key, linkedFilter) };
  useEffect(() => {
    if (current !== draft) setDraft(current);
  }, [current, draft]);

  // One object as long as it is the same view: lines and charts are made anew for another.
  const base = useMemo(() => (saved ? readView(saved.content) : DEFAULT_VIEW), [saved]);
  const view = current.view ?? base;
  const change = useCallback(
    (part: Partial<RunsView>) => {
      setDraft((before) => {
        const next = { ...(before.key === key ? (before.view ?? base) : base), ...part };
        writeStored(key, next);
        return { key, view: next };
      });
    },
    [key, base],
  );
  return {
    view,
    change,
    saved,
    isChanged: saved !== undefined && current.view !== undefined && !isAlike(current.view, base),
    isLoading: viewId !== undefined && query.isPending,
    error: viewId === undefined ? undefined : query.error,
  };
}

function readDraft(key: string, linkedFilter: string | undefined): RunsView | undefined {
  const kept = readStored(key);
  const view = kept === undefined ? undefined : readView(kept);
  return linkedFilter === undefined ? view : { ...(view ?? DEFAULT_VIEW), filter: linkedFilter };
}

/** What is open, closed or drawn is no change worth keeping. */
function isAlike(a: RunsView, b: RunsView): boolean {
  const kept = (view: RunsView): string => JSON.stringify({ ...view, expanded: [] });
  return kept(a) === kept(b);
}
