import { bool, double, enumOf, int32, int64, many, message, one, repeated, string } from '../wire/field.ts';
import { ViewType } from './experiments.ts';

export const RunTag = message('RunTag', {
  key: string,
  value: string,
});

export const CreateRun = message('CreateRun', {
  experiment_id: string,
  user_id: string,
  run_name: string,
  start_time: int64,
  tags: many(RunTag),
});

export const RunStatus = enumOf({ RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 });

export const UpdateRun = message('UpdateRun', {
  run_id: string,
  run_uuid: string,
  status: RunStatus,
  end_time: int64,
  run_name: string,
});

export const DeleteRun = message('DeleteRun', {
  run_id: string,
});

export const RestoreRun = message('RestoreRun', {
  run_id: string,
});

export const GetRun = message('GetRun', {
  run_id: string,
  run_uuid: string,
});

/** Which metrics, params and tags a lean search returns: those with these keys, all where a key is `*`. */
export const RunFields = message('RunFields', {
  metrics: repeated(string),
  params: repeated(string),
  tags: repeated(string),
});

/** `fields` and `count_only` are not MLflow's: without them a search answers as there. */
export const SearchRuns = message('SearchRuns', {
  experiment_ids: repeated(string),
  filter: string,
  run_view_type: ViewType, // default 1
  max_results: int32, // default 1000
  order_by: repeated(string),
  page_token: string,
  fields: one(RunFields),
  count_only: bool,
});

export const SetTag = message('SetTag', {
  run_id: string,
  run_uuid: string,
  key: string,
  value: string,
});

export const DeleteTag = message('DeleteTag', {
  run_id: string,
  key: string,
});

export const LogParam = message('LogParam', {
  run_id: string,
  run_uuid: string,
  key: string,
  value: string,
});

export const Metric = message('Metric', {
  key: string,
  value: double,
  timestamp: int64,
  step: int64,
  dataset_name: string,
  dataset_digest: string,
  model_id: string,
  run_id: string,
});

export const Param = message('Param', {
  key: string,
  value: string,
});

export const LogBatch = message('LogBatch', {
  run_id: string,
  metrics: many(Metric),
  params: many(Param),
  tags: many(RunTag),
});

export const LogModel = message('LogModel', {
  run_id: string,
  model_json: string,
});
