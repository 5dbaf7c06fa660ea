import { int64, message, string } from '../wire/field.ts';

export const ListArtifacts = message('ListArtifacts', {
  run_id: string,
  run_uuid: string,
  path: string,
  page_token: string,
});

export const CreatePresignedUploadUrl = message('CreatePresignedUploadUrl', {
  run_id: string,
  path: string,
  expiration: int64,
  model_id: string,
});

export const CreatePresignedDownloadUrl = message('CreatePresignedDownloadUrl', {
  run_id: string,
  path: string,
  expiration: int64,
});
