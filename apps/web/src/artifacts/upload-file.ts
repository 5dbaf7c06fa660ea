import { type ArtifactPlace, uploadTarget } from '../api/artifacts.ts';
import { sendFile } from '../api/send-file.ts';

/**
 * Uploads one file, telling how much of it is gone, from 0 to 1. Rejects with ApiError, and with AbortError when `signal` ends it.
 */
export async function uploadFile(
  place: ArtifactPlace,
  path: string,
  file: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const target = uploadTarget(place, path);
  if (!target) throw new Error(`Artifacts kept in ${place.uri} cannot be uploaded to from here.`);
  await sendFile(target, file, onProgress, signal);
}
