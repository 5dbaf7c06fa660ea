import { invalidParameter } from '@millrace/contracts/errors';
import type { Int64 } from '@millrace/contracts/wire/int64';

/** MLflow's defaults: of CreatePresignedUploadUrl, and of MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS. */
export const DEFAULT_UPLOAD_SECONDS = 900;
export const DEFAULT_DOWNLOAD_SECONDS = 300;
/** Seven days: S3 takes no longer, and says so only when the address is used. */
const MAX_SECONDS = 604_800;

export function readSeconds(expiration: Int64 | undefined, otherwise: number): number {
  const seconds = expiration ?? otherwise;
  if (seconds < 1 || seconds > MAX_SECONDS)
    throw invalidParameter(`expiration must be between 1 and ${MAX_SECONDS} seconds (got ${seconds}).`);
  return Number(seconds);
}
