import { int32, message, repeated, string, value } from '../wire/field.ts';

export const RegisterScorer = message('RegisterScorer', {
  experiment_id: string,
  name: string,
  serialized_scorer: string,
});

export const ListScorers = message('ListScorers', {
  experiment_id: string,
  experiment_ids: repeated(string),
});

export const ListScorerVersions = message('ListScorerVersions', {
  experiment_id: string,
  name: string,
});

export const GetScorer = message('GetScorer', {
  experiment_id: string,
  name: string,
  version: int32,
});

export const DeleteScorer = message('DeleteScorer', {
  experiment_id: string,
  name: string,
  version: int32,
});

// These two are plain JSON in MLflow, not protobuf messages.
export const GetOnlineScoringConfigs = message('GetOnlineScoringConfigs', {
  scorer_ids: repeated(string),
});

export const UpsertOnlineScoringConfig = message('UpsertOnlineScoringConfig', {
  experiment_id: string,
  name: string,
  sample_rate: value,
  filter_string: value,
});
