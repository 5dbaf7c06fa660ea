import { stat } from 'node:fs/promises';
import { folderSize } from '@millrace/folder-cache/folder-size';
import { fileDigest, folderDigest } from '../sources/folder-digest.ts';
import type { Texts } from '../tracking/tracked-runs.ts';

/** Of one file or folder; a larger one is told by its size alone. */
const MAX_BYTES = 2 * 1024 ** 3;

/** SHA-256 of the files and folders that parameters lead to, as hexadecimal digits, by the names of the parameters. */
export async function dataDigests(paths: ReadonlyMap<string, string>): Promise<Texts> {
  const digests: Record<string, string> = {};
  for (const [parameter, path] of paths) {
    const digest = await digestOf(path).catch(() => undefined);
    // What has gone meanwhile, or cannot be read, is the command's own trouble.
    if (digest !== undefined) digests[parameter] = digest;
  }
  return digests;
}

async function digestOf(path: string): Promise<string | undefined> {
  const found = await stat(path);
  const isFolder = found.isDirectory();
  if (!isFolder && !found.isFile()) return undefined;
  const bytes = isFolder ? await folderSize(path) : found.size;
  if (bytes > MAX_BYTES) return `${bytes} bytes`;
  return isFolder ? folderDigest(path) : fileDigest(path);
}
