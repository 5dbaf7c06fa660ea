import { FIRST_PAGE, readPageToken, queryDigest, type PageStart } from '@millrace/search/page-token';
import type { Comparison, Filter } from '@millrace/search/filter';
import type { OrderBy } from '@millrace/search/parse-order-by';
import { compileFilter } from '@millrace/search/sql/compile-filter';
import { readWhole } from '@millrace/search/sql/compile-order';
import { besides, narrowedRunsSql } from '@millrace/search/sql/narrow';
import { pageSql, sortBy } from '@millrace/search/sql/page';
import { Parameters } from '@millrace/search/sql/parameters';
import { RUN_TIE_BREAKERS, runSearch } from '@millrace/search/sql/run-search';
import { columnOf, orderBySql, type SortKey } from '@millrace/search/sql/sort-keys';
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
  /** Yields `run_id`, `revision` and the other sort values as `k1`, `k2`, …, one row more than the page has. */
  readonly text: string;
  readonly values: readonly unknown[];
  readonly keys: readonly SortKey[];
  readonly digest: string;
  /** Whether the newest come first, so that the page ends as soon as it has its rows. */
  readonly newestFirst: boolean;
  /** The name to prepare it under: given where the text is one of few. */
  readonly name?: string;
}

/**
 * The statement that finds a page of runs. By time, it reads as many entries of an index as the page has rows, from each
 * experiment, wherever the page starts; by anything else it looks at each of the experiments' runs that the filter keeps, or, with
 * `narrow`, at those that meet this comparison of the filter. Throws INVALID_PARAMETER_VALUE in the order in which MLflow finds what
 * is wrong.
 */
export function runPageSql(query: RunQuery, narrow?: Comparison): RunPageSql {
  const parameters = new Parameters();
  const filter = narrow ? besides(narrow, query.filter) : query.filter;
  const where = compileFilter(runSearch, filter, parameters);
  const { keys } = sortBy(runSearch, query.orders, TIE_BREAKERS, new Parameters());
  const digest = queryDigest('runs', query.filterText, query.orderTexts, query.view, query.experimentIds);
  const start = readPageToken(query.pageToken, digest, keys);
  const ids = readExperimentIds(query.experimentIds);
  const common = { values: parameters.values, keys, digest, newestFirst: isNewestFirst(keys) };
  const place = { query, parameters, start };
  const [id] = ids;
  if (id !== undefined && ids.length === 1) {
    const experiment = parameters.add(id, 'int');
    if (narrow) {
      const runs = narrowedRunsSql(narrow, experiment, parameters);
      return { ...common, text: select(place, [`r.run_id = ANY(ARRAY(${runs}))`, where]) };
    }
    if (where === 'true' && query.orders.some((order) => runSearch.sortKeys(order).of))
      return { ...common, text: wholeSql(place, experiment) };
    const text = select(place, [`r.experiment_id = ${experiment}`, where]);
    return { ...common, text, ...prepared(query, start) };
  }
  const all = parameters.add(ids, 'int[]');
  if (!common.newestFirst || !('after' in start || start === FIRST_PAGE))
    return { ...common, text: select(place, [`r.experiment_id = ANY(${all})`, where]) };
  const newest = select(place, ['r.experiment_id = e.id', where]);
  const text = `SELECT n.* FROM unnest(${all}) AS e(id) CROSS JOIN LATERAL (${newest}) AS n
    ORDER BY ${byColumns(keys)} LIMIT ${parameters.add(query.pageSize + 1, 'bigint')}`;
  return { ...common, text };
}

const TIE_BREAKERS = Object.values(RUN_TIE_BREAKERS);

/** As the index has them, whether the query said so or nothing. */
function isNewestFirst(keys: readonly SortKey[]): boolean {
  return keys.every(
    ({ sql, ascending }, index) =>
      sql === TIE_BREAKERS[index]?.sql && ascending === TIE_BREAKERS[index]?.ascending,
  );
}

interface Place {
  readonly query: RunQuery;
  readonly parameters: Parameters;
  readonly start: PageStart;
}

function select({ query, parameters, start }: Place, conditions: readonly string[]): string {
  const sorted = sortBy(runSearch, query.orders, TIE_BREAKERS, parameters);
  const page = pageSql(sorted, start, query.pageSize, parameters);
  const all = [...conditions, viewSql(query.view, 'r.deleted_ms'), page.after].filter(
    (each) => each !== 'true',
  );
  return `SELECT r.run_id, r.revision, ${page.columns} FROM runs r ${page.joins}
    WHERE ${all.join(' AND ')} ORDER BY ${page.orderBy} ${page.limit}`;
}

/**
 * All runs of an experiment, sorted by values of keys. The sort values are computed first (OFFSET keeps conditions from moving in,
 * which would let the planner make another join of the full one), then the page is cut out of them.
 */
function wholeSql({ query, parameters, start }: Place, experiment: string): string {
  const sorted = sortBy(runSearch, query.orders, TIE_BREAKERS, parameters, readWhole(experiment));
  const page = pageSql(sorted, start, query.pageSize, parameters, { byColumns: true });
  const runs = `SELECT * FROM runs r WHERE r.experiment_id = ${experiment} AND ${viewSql(query.view, 'r.deleted_ms')}`;
  return `SELECT * FROM (
      SELECT r.run_id, r.revision, ${page.columns} FROM (${runs}) AS r ${page.joins} OFFSET 0) AS sorted
    WHERE run_id IS NOT NULL AND ${page.after} ORDER BY ${byColumns(sorted.keys)} ${page.limit}`;
}

function byColumns(keys: readonly SortKey[]): string {
  return orderBySql(keys, columnOf);
}

/**
 * Counts, for each of the comparisons that may narrow a search of one experiment, the runs that meet it, as far as `most`: columns
 * `n0`, `n1`, …
 */
export function narrowCountsSql(
  comparisons: readonly Comparison[],
  experimentId: number,
  most: number,
): { text: string; values: readonly unknown[] } {
  const parameters = new Parameters();
  const experiment = parameters.add(experimentId, 'int');
  const counts = comparisons.map(
    (comparison, index) =>
      `(SELECT count(*) FROM (${narrowedRunsSql(comparison, experiment, parameters)} LIMIT ${most}) AS runs) AS n${index}`,
  );
  return { text: `SELECT ${counts.join(', ')}`, values: parameters.values };
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
