import { bool, int64, many, message, repeated, string } from '../wire/field.ts';

export const ModelVersionTag = message('ModelVersionTag', {
  key: string,
  value: string,
});

export const CreateModelVersion = message('CreateModelVersion', {
  name: string,
  source: string,
  run_id: string,
  tags: many(ModelVersionTag),
  run_link: string,
  description: string,
  model_id: string,
});

export const UpdateModelVersion = message('UpdateModelVersion', {
  name: string,
  version: string,
  description: string,
});

export const TransitionModelVersionStage = message('TransitionModelVersionStage', {
  name: string,
  version: string,
  stage: string,
  archive_existing_versions: bool,
});

export const DeleteModelVersion = message('DeleteModelVersion', {
  name: string,
  version: string,
});

export const GetModelVersion = message('GetModelVersion', {
  name: string,
  version: string,
});

export const SearchModelVersions = message('SearchModelVersions', {
  filter: string,
  max_results: int64, // default 200000
  order_by: repeated(string),
  page_token: string,
});

export const GetModelVersionDownloadUri = message('GetModelVersionDownloadUri', {
  name: string,
  version: string,
});

export const SetModelVersionTag = message('SetModelVersionTag', {
  name: string,
  version: string,
  key: string,
  value: string,
});

export const DeleteModelVersionTag = message('DeleteModelVersionTag', {
  name: string,
  version: string,
  key: string,
});
