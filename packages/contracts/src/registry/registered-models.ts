import { int64, many, message, repeated, string } from '../wire/field.ts';

export const RegisteredModelTag = message('RegisteredModelTag', {
  key: string,
  value: string,
});

export const CreateRegisteredModel = message('CreateRegisteredModel', {
  name: string,
  tags: many(RegisteredModelTag),
  description: string,
  deployment_job_id: string,
});

export const RenameRegisteredModel = message('RenameRegisteredModel', {
  name: string,
  new_name: string,
});

export const UpdateRegisteredModel = message('UpdateRegisteredModel', {
  name: string,
  description: string,
  deployment_job_id: string,
});

export const DeleteRegisteredModel = message('DeleteRegisteredModel', {
  name: string,
});

export const GetRegisteredModel = message('GetRegisteredModel', {
  name: string,
});

export const SearchRegisteredModels = message('SearchRegisteredModels', {
  filter: string,
  max_results: int64, // default 100
  order_by: repeated(string),
  page_token: string,
});

export const GetLatestVersions = message('GetLatestVersions', {
  name: string,
  stages: repeated(string),
});

export const SetRegisteredModelTag = message('SetRegisteredModelTag', {
  name: string,
  key: string,
  value: string,
});

export const DeleteRegisteredModelTag = message('DeleteRegisteredModelTag', {
  name: string,
  key: string,
});

export const SetRegisteredModelAlias = message('SetRegisteredModelAlias', {
  name: string,
  alias: string,
  version: string,
});

export const DeleteRegisteredModelAlias = message('DeleteRegisteredModelAlias', {
  name: string,
  alias: string,
});

export const GetModelVersionByAlias = message('GetModelVersionByAlias', {
  name: string,
  alias: string,
});
