import type { Comparison } from '../filter.ts';
import { runGrammar } from '../entities/run.ts';
import { type Condition, doubleColumn, integerColumn, keyed, runIdColumn, textColumn } from './conditions.ts';
import type { Searchable, SortTerm } from './searchable.ts';
import { metricSortKey, nullableSortKey, sortKey, type SortKey } from './sort-keys.ts';

const ATTRIBUTES: Readonly<Record<string, Condition>> = {
  run_id: runIdColumn('r.run_id'),
  run_name: textColumn('r.name'),
  user_id: textColumn('r.user_id'),
  status: textColumn('r.status'),
  artifact_uri: textColumn('r.artifact_uri'),
  start_time: integerColumn('r.start_ms'),
  end_time: integerColumn('r.end_ms'),
};

const KEYED: Readonly<Record<string, Condition>> = {
  metric: keyed({ table: 'metric_series', owner: 'run_id = r.run_id', value: doubleColumn('latest_value') }),
  parameter: keyed({ table: 'params', owner: 'run_id = r.run_id', value: textColumn('value') }),
  tag: keyed({ table: 'run_tags', owner: 'run_id = r.run_id', value: textColumn('value') }),
};

const DATASET: Readonly<Record<string, (condition: Condition) => Condition>> = {
  dataset: (condition) => (comparison, parameters) =>
    `EXISTS (SELECT FROM run_inputs i JOIN datasets d USING (dataset_id) WHERE i.run_id = r.run_id AND ${condition(comparison, parameters)} OFFSET 0)`,
  context: (condition) => (comparison, parameters) =>
    `EXISTS (SELECT FROM run_inputs i JOIN run_input_tags t USING (input_id) WHERE i.run_id = r.run_id AND t.key = 'mlflow.data.context' AND ${condition(comparison, parameters)} OFFSET 0)`,
};

function condition({ type, key }: Comparison): Condition {
  const found =
    type === 'attribute'
      ? ATTRIBUTES[key]
      : type === 'dataset'
        ? key === 'context'
          ? DATASET['context']?.(textColumn('t.value'))
          : DATASET['dataset']?.(textColumn(key === 'digest' ? 'd.digest' : 'd.name'))
        : KEYED[type];
  if (!found) throw new Error(`no column for ${type} ${key}`);
  return found;
}

/** The order of runs where nothing else decides: newest first, then by id. `r` is the table `runs`. */
export const RUN_TIE_BREAKERS: { readonly startTime: SortKey; readonly runId: SortKey } = {
  startTime: sortKey('r.start_ms', 'bigint', false),
  runId: { ...sortKey('r.run_id', 'uuid', true), column: 'run_id' },
};

/** Runs, as rows of `runs r`. */
export const runSearch: Searchable = {
  grammar: runGrammar,
  condition,
  sortKeys: ({ type, key, ascending }): SortTerm => {
    switch (type) {
      case 'metric':
        return {
          of: { table: 'metric_series', column: 'latest_value' },
          keys: (alias) => [metricSortKey(`${alias}.value`, ascending)],
        };
      case 'parameter':
        return {
          of: { table: 'params', column: 'value' },
          keys: (alias) => [nullableSortKey(`${alias}.value`, 'text', ascending)],
        };
      case 'tag':
        return {
          of: { table: 'run_tags', column: 'value' },
          keys: (alias) => [nullableSortKey(`${alias}.value`, 'text', ascending)],
        };
      default:
        return { keys: () => attributeKeys(key, ascending) };
    }
  },
};

const TEXT_COLUMNS: Readonly<Record<string, string>> = {
  run_name: 'r.name',
  user_id: 'r.user_id',
  status: 'r.status',
  artifact_uri: 'r.artifact_uri',
};

function attributeKeys(key: string, ascending: boolean): readonly SortKey[] {
  if (key === 'start_time') return [sortKey('r.start_ms', 'bigint', ascending)];
  if (key === 'end_time') return [nullableSortKey('r.end_ms', 'bigint', ascending)];
  if (key === 'run_id') return [{ ...RUN_TIE_BREAKERS.runId, ascending }];
  return [sortKey(TEXT_COLUMNS[key] ?? 'r.name', 'text', ascending)];
}
