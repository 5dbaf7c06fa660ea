/** What Millrace adds to MLflow's protocol for tables of many runs: compact replies, under `/api/millrace/`. */
import { enumOf, int32, int64, many, message, repeated, string } from '../wire/field.ts';
import { ViewType } from './experiments.ts';

const RUN_QUERY = { experiment_ids: repeated(string), filter: string, run_view_type: ViewType };

export const SearchRunRows = message('SearchRunRows', {
  ...RUN_QUERY,
  max_results: int32, // default 1000
  order_by: repeated(string),
  page_token: string,
});

export const CellKind = enumOf({ METRIC: 1, PARAM: 2, TAG: 3 });

export const RunColumn = message('RunColumn', {
  kind: CellKind,
  key: string,
  /** Which point of a metric; LAST unless given. */
  at: enumOf({ LAST: 1, MIN: 2, MAX: 3, STEP: 4 }),
  /** With STEP. */
  step: int64,
});

export const GetRunCells = message('GetRunCells', { run_ids: repeated(string), columns: many(RunColumn) });

export const ListVaryingKeys = message('ListVaryingKeys', RUN_QUERY);

export const PurgeRuns = message('PurgeRuns', { run_ids: repeated(string) });

export const ExportRuns = message('ExportRuns', {
  ...RUN_QUERY,
  order_by: repeated(string),
  what: enumOf({ RUNS: 1, HISTORIES: 2 }),
});

export const ListExperimentKeys = message('ListExperimentKeys', { experiment_ids: repeated(string) });

export const ListExperimentValues = message('ListExperimentValues', {
  experiment_ids: repeated(string),
  kind: enumOf({ PARAM: 2, TAG: 3, ATTRIBUTE: 4 }),
  key: string,
  /** Only values with this text in them, in any case. */
  contains: string,
});

export const CountExperimentRuns = message('CountExperimentRuns', { experiment_ids: repeated(string) });
