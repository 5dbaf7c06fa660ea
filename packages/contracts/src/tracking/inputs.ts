import { int64, many, message, one, repeated, string } from '../wire/field.ts';

export const InputTag = message('InputTag', {
  key: string,
  value: string,
});

export const Dataset = message('Dataset', {
  name: string,
  digest: string,
  source_type: string,
  source: string,
  schema: string,
  profile: string,
});

export const DatasetInput = message('DatasetInput', {
  tags: many(InputTag),
  dataset: one(Dataset),
});

export const ModelInput = message('ModelInput', {
  model_id: string,
});

export const LogInputs = message('LogInputs', {
  run_id: string,
  datasets: many(DatasetInput),
  models: many(ModelInput),
});

export const ModelOutput = message('ModelOutput', {
  model_id: string,
  step: int64,
});

export const LogOutputs = message('LogOutputs', {
  run_id: string,
  models: many(ModelOutput),
});

export const SearchDatasets = message('SearchDatasets', {
  experiment_ids: repeated(string),
});
