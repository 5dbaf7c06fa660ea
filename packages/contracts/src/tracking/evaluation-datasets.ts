import { enumOf, int32, message, repeated, string } from '../wire/field.ts';

export const DatasetRecordSourceSourceType = enumOf({
  SOURCE_TYPE_UNSPECIFIED: 0,
  TRACE: 1,
  HUMAN: 2,
  DOCUMENT: 3,
  CODE: 4,
});

export const CreateDataset = message('CreateDataset', {
  name: string,
  experiment_ids: repeated(string),
  source_type: DatasetRecordSourceSourceType,
  source: string,
  schema: string,
  profile: string,
  created_by: string,
  tags: string,
});

export const GetDataset = message('GetDataset', {
  dataset_id: string,
  page_token: string,
});

export const DeleteDataset = message('DeleteDataset', {
  dataset_id: string,
});

export const SearchEvaluationDatasets = message('SearchEvaluationDatasets', {
  experiment_ids: repeated(string),
  filter_string: string,
  max_results: int32, // default 1000
  order_by: repeated(string),
  page_token: string,
});

export const SetDatasetTags = message('SetDatasetTags', {
  dataset_id: string,
  tags: string,
});

export const DeleteDatasetTag = message('DeleteDatasetTag', {
  dataset_id: string,
  key: string,
});

export const UpsertDatasetRecords = message('UpsertDatasetRecords', {
  dataset_id: string,
  records: string,
  updated_by: string,
});

export const GetDatasetExperimentIds = message('GetDatasetExperimentIds', {
  dataset_id: string,
});

export const GetDatasetRecords = message('GetDatasetRecords', {
  dataset_id: string,
  max_results: int32, // default 1000
  page_token: string,
});

export const DeleteDatasetRecords = message('DeleteDatasetRecords', {
  dataset_id: string,
  dataset_record_ids: repeated(string),
});

export const AddDatasetToExperiments = message('AddDatasetToExperiments', {
  dataset_id: string,
  experiment_ids: repeated(string),
});

export const RemoveDatasetFromExperiments = message('RemoveDatasetFromExperiments', {
  dataset_id: string,
  experiment_ids: repeated(string),
});
