import { getExperiment } from '../api/experiments.ts';
import { getKeys, type RowQuery, searchRows } from '../api/run-table.ts';
import { readStored } from '../app/stored.ts';
import type { FirstQuery } from '../start/first-queries.ts';

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
 * What the runs table asks first, where the address `hash` is one of an experiment's. Its runs only where they are to be shown as they
 * come: where a view, a filter or an order is known, the page asks for what that needs.
 */
export function firstRows(hash: string): FirstQuery[] {
  const [, experimentId] = /^#\/experiments\/([^/?]+)(?:\/runs)?\/?$/.exec(hash) ?? [];
  if (experimentId === undefined) return [];
  const experimentIds = [experimentId];
  const query = plainQuery(experimentIds);
  const isPlain = readStored(`view.${experimentId}`) === undefined;
  return [
    ...(isPlain
      ? [{ queryKey: rowsKey(query), ask: () => searchRows(query, FIRST_PAGE, undefined), isPaged: true }]
      : []),
    { queryKey: keysKey(experimentIds), ask: () => getKeys(experimentIds) },
    { queryKey: ['experiment', experimentId], ask: () => getExperiment(experimentId) },
  ];
}
