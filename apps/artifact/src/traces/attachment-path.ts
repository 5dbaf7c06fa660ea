import { invalidParameter } from '@millrace/contracts/errors';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';

/** Attachments are named by UUIDs, written the canonical way. Throws INVALID_PARAMETER_VALUE in MLflow's words. */
export function readAttachmentPath(text: string): string {
  const { given } = readArtifactPath(text);
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(given))
    throw invalidParameter(`Invalid attachment path: '${given}'. Attachment path must be a valid UUID.`);
  return given;
}
