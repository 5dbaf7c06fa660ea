import { invalidParameter } from '@millrace/contracts/errors';
import { joinPaths } from '../paths/artifact-path.ts';
import type { ArtifactStore } from './artifact-store.ts';

export interface WalkedFile {
  /** Relative to the folder that was walked. */
  readonly name: string;
  readonly size: number;
}

const MAX_FILES = 20_000;
/** Links inside a folder can make it endless. */
const MAX_DEPTH = 64;

/** All files below a folder, folder by folder. Throws INVALID_PARAMETER_VALUE when there are too many, or too deep. */
export async function walk(
  store: ArtifactStore,
  folder: string,
  maxFiles = MAX_FILES,
): Promise<WalkedFile[]> {
  const files: WalkedFile[] = [];
  const waiting = [{ name: '', depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name: parent, depth } = next;
    if (depth > MAX_DEPTH) throw invalidParameter(`The folder is more than ${MAX_DEPTH} folders deep.`);
    for (const entry of await store.list(joinPaths(folder, parent))) {
      const name = joinPaths(parent, entry.name);
      if (entry.isFolder) waiting.push({ name, depth: depth + 1 });
      else files.push({ name, size: entry.size });
      if (files.length + waiting.length > maxFiles)
        throw invalidParameter(
          `The folder holds more than ${maxFiles} files, too many for one zip: download a folder inside it, or the files one by one.`,
        );
    }
  }
  return files;
}
