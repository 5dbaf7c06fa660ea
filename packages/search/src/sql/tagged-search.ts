import { evaluationDatasetGrammar } from '../entities/evaluation-dataset.ts';
import { experimentGrammar } from '../entities/experiment.ts';
import { modelVersionGrammar } from '../entities/model-version.ts';
import { registeredModelGrammar } from '../entities/registered-model.ts';
import type { Grammar } from '../grammar.ts';
import { type Condition, integerColumn, keyed, textColumn } from './conditions.ts';
import type { Searchable } from './searchable.ts';
import { sortKey, type SortType } from './sort-keys.ts';

type Column = readonly [sql: string, type: 'text' | 'integer'];

interface Tagged {
  readonly grammar: Grammar;
  /** The columns that are searched and sorted by, under the names that users know. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly tags: { readonly table: string; readonly owner: string };
}

/** An entity that has columns and tags, and is sorted by columns that are never null. */
function tagged({ grammar, columns, tags }: Tagged): Searchable {
  const tag = keyed({ ...tags, value: textColumn('value') });
  const columnOf = (key: string): Column => {
    const column = columns[key];
    if (!column) throw new Error(`no column for ${key}`);
    return column;
  };
  return {
    grammar,
    condition: ({ type, key }): Condition => {
      if (type !== 'attribute') return tag;
      const [sql, kind] = columnOf(key);
      return kind === 'integer' ? integerColumn(sql) : textColumn(sql);
    },
    sortKeys: ({ key, ascending }) => {
      const [sql, kind] = columnOf(key);
      const type: SortType = kind === 'integer' ? 'bigint' : 'text';
      return { keys: () => [sortKey(sql, type, ascending)] };
    },
  };
}

/** Experiments, as rows of `experiments e`. */
export const experimentSearch = tagged({
  grammar: experimentGrammar,
  columns: {
    experiment_id: ['e.experiment_id', 'integer'],
    name: ['e.name', 'text'],
    creation_time: ['e.created_ms', 'integer'],
    last_update_time: ['e.updated_ms', 'integer'],
  },
  tags: { table: 'experiment_tags', owner: 'experiment_id = e.experiment_id' },
});

/** Registered models, as rows of `registered_models m`. */
export const registeredModelSearch = tagged({
  grammar: registeredModelGrammar,
  columns: { name: ['m.name', 'text'], last_updated_timestamp: ['m.updated_ms', 'integer'] },
  tags: { table: 'registered_model_tags', owner: 'name = m.name' },
});

/** Model versions, as rows of `model_versions v`. */
export const modelVersionSearch = tagged({
  grammar: modelVersionGrammar,
  columns: {
    name: ['v.name', 'text'],
    version_number: ['v.version', 'integer'],
    run_id: ['v.run_id', 'text'],
    source_path: ['v.source', 'text'],
    creation_timestamp: ['v.created_ms', 'integer'],
    last_updated_timestamp: ['v.updated_ms', 'integer'],
  },
  tags: { table: 'model_version_tags', owner: 'name = v.name AND version = v.version' },
});

/** Evaluation datasets, as rows of `evaluation_datasets d`. */
export const evaluationDatasetSearch = tagged({
  grammar: evaluationDatasetGrammar,
  columns: {
    name: ['d.name', 'text'],
    created_time: ['d.created_ms', 'integer'],
    last_update_time: ['d.updated_ms', 'integer'],
    created_by: ['d.created_by', 'text'],
    last_updated_by: ['d.updated_by', 'text'],
  },
  tags: { table: 'evaluation_dataset_tags', owner: 'dataset_id = d.dataset_id' },
});
