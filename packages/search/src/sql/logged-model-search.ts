import { loggedModelGrammar } from '../entities/logged-model.ts';
import { comparisonsOf, type Filter } from '../filter.ts';
import { type Condition, doubleColumn, integerColumn, keyed, textColumn } from './conditions.ts';
import type { Parameters } from './parameters.ts';
import type { Searchable } from './searchable.ts';
import { metricSortKey, nullableSortKey, sortKey, type SortKey } from './sort-keys.ts';

/** A dataset that metrics were measured on; without a digest, those that tell none. */
export interface DatasetFilter {
  readonly name: string;
  readonly digest?: string;
}

const COLUMNS: Readonly<Record<string, readonly [sql: string, kind: 'text' | 'integer' | 'nullable']>> = {
  model_id: ['m.model_id', 'text'],
  experiment_id: ['m.experiment_id', 'integer'],
  name: ['m.name', 'text'],
  artifact_location: ['m.artifact_location', 'text'],
  model_type: ['m.model_type', 'nullable'],
  source_run_id: ['m.source_run_id', 'nullable'],
  status: ['m.status', 'integer'],
  status_message: ['m.status_message', 'nullable'],
  // Deleted models are never found.
  lifecycle_stage: [`'active'::text`, 'text'],
  creation_timestamp_ms: ['m.created_ms', 'integer'],
  last_updated_timestamp_ms: ['m.updated_ms', 'integer'],
};
const NUMBERS = ['creation_timestamp_ms', 'last_updated_timestamp_ms'];

const PARAM = keyed({
  table: 'logged_model_params',
  owner: 'model_id = m.model_id',
  value: textColumn('value'),
});
const TAG = keyed({ table: 'logged_model_tags', owner: 'model_id = m.model_id', value: textColumn('value') });

/** Logged models, as rows of `logged_models m`; metrics are looked at on these datasets only, where any are given. */
export function loggedModelSearch(datasets: readonly DatasetFilter[]): Searchable {
  return {
    grammar: loggedModelGrammar,
    condition: ({ type, key }) => {
      if (type === 'params') return PARAM;
      if (type === 'tags') return TAG;
      if (type === 'metrics') return metric(datasets);
      const [sql, kind] = COLUMNS[key] ?? [];
      if (!sql) throw new Error(`no column for ${key}`);
      if (NUMBERS.includes(key)) return integerColumn(sql);
      return textColumn(kind === 'integer' ? `${sql}::text` : sql);
    },
    sortKeys: () => {
      throw new Error('logged models are sorted by loggedModelSortKeys');
    },
  };
}

/** Any point of the metric may match, not only the latest. */
function metric(datasets: readonly DatasetFilter[]): Condition {
  const value = doubleColumn('value');
  return (comparison, parameters) =>
    `EXISTS (SELECT FROM logged_model_metrics WHERE model_id = m.model_id AND key = ${parameters.add(comparison.key, 'text')}
      AND ${value(comparison, parameters)} AND ${onDatasets(datasets, parameters)} OFFSET 0)`;
}

function onDatasets(datasets: readonly DatasetFilter[], parameters: Parameters): string {
  if (datasets.length === 0) return 'true';
  const each = datasets.map(({ name, digest }) => {
    const sameDigest =
      digest === undefined ? 'dataset_digest IS NULL' : `dataset_digest = ${parameters.add(digest, 'text')}`;
    return `(dataset_name = ${parameters.add(name, 'text')} AND ${sameDigest})`;
  });
  return `(${each.join(' OR ')})`;
}

/** Datasets alone find the models with any metric on them; beside a clause about a metric they only narrow that. */
export function datasetsSql(
  datasets: readonly DatasetFilter[],
  filter: Filter,
  parameters: Parameters,
): string {
  if (datasets.length === 0 || comparisonsOf(filter).some(({ type }) => type === 'metrics')) return 'true';
  return `EXISTS (SELECT FROM logged_model_metrics WHERE model_id = m.model_id AND ${onDatasets(datasets, parameters)} OFFSET 0)`;
}

/** The sort keys for a column, or undefined where logged models have none of that name. */
export function loggedModelColumnKeys(name: string, ascending: boolean): readonly SortKey[] | undefined {
  const [sql, kind] = COLUMNS[name] ?? [];
  if (!sql || !kind) return undefined;
  if (kind === 'nullable') return [nullableSortKey(sql, 'text', ascending)];
  return [sortKey(sql, kind === 'integer' ? 'bigint' : 'text', ascending)];
}

/** The latest value of a metric, of one dataset where it is given: the join to sort by it, and the keys. */
export function loggedModelMetricOrder(
  alias: string,
  metricKey: string,
  dataset: Partial<DatasetFilter>,
  ascending: boolean,
  parameters: Parameters,
): { join: string; keys: readonly SortKey[] } {
  const conditions = [`model_id = m.model_id AND key = ${parameters.add(metricKey, 'text')}`];
  if (dataset.name) conditions.push(`dataset_name = ${parameters.add(dataset.name, 'text')}`);
  if (dataset.digest) conditions.push(`dataset_digest = ${parameters.add(dataset.digest, 'text')}`);
  return {
    join: `LEFT JOIN LATERAL (SELECT value FROM logged_model_metrics WHERE ${conditions.join(' AND ')}
      ORDER BY timestamp_ms DESC, step DESC, run_id LIMIT 1) ${alias} ON true`,
    keys: [metricSortKey(`${alias}.value`, ascending)],
  };
}
