import { int64, many, message, string } from '../wire/field.ts';

export const CreateMultipartUpload = message('CreateMultipartUpload', {
  path: string,
  num_parts: int64,
});

export const MultipartUploadPart = message('MultipartUploadPart', {
  part_number: int64,
  etag: string,
  url: string,
});

export const CompleteMultipartUpload = message('CompleteMultipartUpload', {
  path: string,
  upload_id: string,
  parts: many(MultipartUploadPart),
});

export const AbortMultipartUpload = message('AbortMultipartUpload', {
  path: string,
  upload_id: string,
});
