import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface ListAddress {
  /** As it was typed. */
  readonly filter: string;
  /** `name DESC`; empty until someone sorts. */
  readonly sort: string;
  readonly setFilter: (filter: string) => void;
  readonly setSort: (sort: { readonly by: string; readonly isDescending: boolean }) => void;
}

/** The filter and order of a list, as its page's address carries them: a link shows others the same. */
export function useListAddress(): ListAddress {
  const [query, setQuery] = useSearchParams();
  const change = useCallback(
    (name: string, value: string) =>
      setQuery(
        (before) => {
          if (value === '') before.delete(name);
          else before.set(name, value);
          return before;
        },
        { replace: true },
      ),
    [setQuery],
  );
  const setFilter = useCallback((filter: string) => change('filter', filter), [change]);
  const setSort: ListAddress['setSort'] = useCallback(
    ({ by, isDescending }) => change('sort', `${by} ${isDescending ? 'DESC' : 'ASC'}`),
    [change],
  );
  return { filter: query.get('filter') ?? '', sort: query.get('sort') ?? '', setFilter, setSort };
}
