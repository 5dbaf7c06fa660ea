import { enumOf, int64, many, message, repeated, string } from '../wire/field.ts';

export const ExperimentTag = message('ExperimentTag', {
  key: string,
  value: string,
});

export const CreateExperiment = message('CreateExperiment', {
  name: string,
  artifact_location: string,
  tags: many(ExperimentTag),
});

export const ViewType = enumOf({ ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 });

export const SearchExperiments = message('SearchExperiments', {
  max_results: int64,
  page_token: string,
  filter: string,
  order_by: repeated(string),
  view_type: ViewType,
});

export const GetExperiment = message('GetExperiment', {
  experiment_id: string,
});

export const GetExperimentByName = message('GetExperimentByName', {
  experiment_name: string,
});

export const DeleteExperiment = message('DeleteExperiment', {
  experiment_id: string,
});

export const RestoreExperiment = message('RestoreExperiment', {
  experiment_id: string,
});

export const UpdateExperiment = message('UpdateExperiment', {
  experiment_id: string,
  new_name: string,
});

export const SetExperimentTag = message('SetExperimentTag', {
  experiment_id: string,
  key: string,
  value: string,
});

export const DeleteExperimentTag = message('DeleteExperimentTag', {
  experiment_id: string,
  key: string,
});
