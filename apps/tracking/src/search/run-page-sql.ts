import { FIRST_PAGE, readPageToken, queryDigest, type PageStart } from '@millrace/search/page-token';
import type { Filter } from '@millrace/search/filter';
import type { OrderBy } from '@millrace/search/parse-order-by';
import { compileFilter } from '@millrace/search/sql/compile-filter';
import { pageSql, sortBy } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { RUN_TIE_BREAKERS, runSearch } from '@millrace/search/sql/run-search';
import type { SortKey } from '@millrace/search/sql/sort-keys';
import { readExperimentIds } from './experiment-ids.ts';
import { type View, viewSql } from './view.ts';

export interface RunQuery {
  readonly experimentIds: readonly string[];
  readonly filterText: string;
  readonly filter: Filter;
  readonly orderTexts: readonly string[];
  readonly orders: readonly OrderBy[];
  readonly view: View;
  readonly pageSize: number;
  readonly pageToken: string | undefined;
}

export interface RunPageSql {
  /** Yields `run_id`, `revision` and the sort values `k1`, `k2`, …, one row more than the page has. */
  readonly text: string;
  readonly values: readonly unknown[];
  readonly keys: readonly SortKey[];
  readonly digest: string;
  /** The name to prepare it under: given where the text is one of few. */
  readonly name?: string;
}

/**
 * The statement that finds a page of runs. By time, it reads as many entries of an index as the page has rows, from each
 * experiment, wherever the page starts; by anything else it looks at each of the experiments' runs that the filter keeps.
 * Throws INVALID_PARAMETER_VALUE in the order in which MLflow finds what is wrong.
 */
export function runPageSql(query: RunQuery): RunPageSql {
  const parameters = new Parameters();
  const where = compileFilter(runSearch, query.filter, parameters);
  const sorted = sortBy(runSearch, query.orders, Object.values(RUN_TIE_BREAKERS), parameters);
  const digest = queryDigest('runs', query.filterText, query.orderTexts, query.view, query.experimentIds);
  const start = readPageToken(query.pageToken, digest, sorted.keys);
  const ids = readExperimentIds(query.experimentIds);
  const page = pageSql(sorted, start, query.pageSize, parameters);
  const conditions = [viewSql(query.view, 'r.deleted_ms'), where, page.after].filter(
    (each) => each !== 'true',
  );
  const select = (experiment: string, limit: string): string =>
    `SELECT r.run_id, r.revision, ${page.columns} FROM runs r ${page.joins}
     WHERE ${[`r.experiment_id ${experiment}`, ...conditions].join(' AND ')} ORDER BY ${page.orderBy} ${limit}`;
  const common = { values: parameters.values, keys: sorted.keys, digest };
  if (ids.length === 1) {
    const text = select(`= ${parameters.add(ids[0], 'int')}`, page.limit);
    return { ...common, text, ...prepared(query, start) };
  }
  const all = parameters.add(ids, 'int[]');
  if (sorted.keys[0] !== RUN_TIE_BREAKERS.startTime || !('after' in start || start === FIRST_PAGE))
    return { ...common, text: select(`= ANY(${all})`, page.limit) };
  const newest = select('= e.id', `LIMIT ${parameters.add(query.pageSize + 1, 'bigint')}`);
  const order = sorted.keys
    .map(({ ascending }, index) => `k${index + 1}${ascending ? '' : ' DESC'}`)
    .join(', ');
  return {
    ...common,
    text: `SELECT n.* FROM unnest(${all}) AS e(id) CROSS JOIN LATERAL (${newest}) AS n ORDER BY ${order} ${page.limit}`,
  };
}

/** The plainest searches, which every web page of an experiment makes: one statement for each view. */
function prepared(query: RunQuery, start: PageStart): { name: string } | object {
  const isPlain = query.filterText === '' && query.orders.length === 0 && start === FIRST_PAGE;
  return isPlain ? { name: `newest-runs-${query.view}` } : {};
}

/** How many runs there are, for the same query without a page. */
export function runCountSql(query: RunQuery): { text: string; values: readonly unknown[] } {
  const parameters = new Parameters();
  const where = compileFilter(runSearch, query.filter, parameters);
  const ids = parameters.add(readExperimentIds(query.experimentIds), 'int[]');
  return {
    text: `SELECT count(*) AS count FROM runs r
           WHERE r.experiment_id = ANY(${ids}) AND ${viewSql(query.view, 'r.deleted_ms')} AND ${where}`,
    values: parameters.values,
  };
}
