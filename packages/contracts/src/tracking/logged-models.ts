import { bool, enumOf, int32, many, message, repeated, string } from '../wire/field.ts';

export const LoggedModelParameter = message('LoggedModelParameter', {
  key: string,
  value: string,
});

export const LoggedModelTag = message('LoggedModelTag', {
  key: string,
  value: string,
});

export const CreateLoggedModel = message('CreateLoggedModel', {
  experiment_id: string,
  name: string,
  model_type: string,
  source_run_id: string,
  params: many(LoggedModelParameter),
  tags: many(LoggedModelTag),
});

export const LoggedModelStatus = enumOf({
  LOGGED_MODEL_STATUS_UNSPECIFIED: 0,
  LOGGED_MODEL_PENDING: 1,
  LOGGED_MODEL_READY: 2,
  LOGGED_MODEL_UPLOAD_FAILED: 3,
});

export const FinalizeLoggedModel = message('FinalizeLoggedModel', {
  model_id: string,
  status: LoggedModelStatus,
});

export const GetLoggedModel = message('GetLoggedModel', {
  model_id: string,
});

export const DeleteLoggedModel = message('DeleteLoggedModel', {
  model_id: string,
});

export const SearchLoggedModelsDataset = message('SearchLoggedModelsDataset', {
  dataset_name: string,
  dataset_digest: string,
});

export const SearchLoggedModelsOrderBy = message('SearchLoggedModelsOrderBy', {
  field_name: string,
  ascending: bool, // default True
  dataset_name: string,
  dataset_digest: string,
});

export const SearchLoggedModels = message('SearchLoggedModels', {
  experiment_ids: repeated(string),
  filter: string,
  datasets: many(SearchLoggedModelsDataset),
  max_results: int32, // default 50
  order_by: many(SearchLoggedModelsOrderBy),
  page_token: string,
});

export const SetLoggedModelTags = message('SetLoggedModelTags', {
  model_id: string,
  tags: many(LoggedModelTag),
});

export const DeleteLoggedModelTag = message('DeleteLoggedModelTag', {
  model_id: string,
  tag_key: string,
});

export const ListLoggedModelArtifacts = message('ListLoggedModelArtifacts', {
  model_id: string,
  artifact_directory_path: string,
  page_token: string,
});

export const LogLoggedModelParamsRequest = message('LogLoggedModelParamsRequest', {
  model_id: string,
  params: many(LoggedModelParameter),
});
