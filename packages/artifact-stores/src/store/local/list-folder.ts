import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UPLOADING_PREFIX } from '../../paths/artifact-path.ts';
import type { StoredEntry } from '../artifact-store.ts';
import { byCodePoint } from '../code-point-order.ts';
import { isInside } from './inside-root.ts';

/** So many files are looked at at once. */
const BATCH = 64;

/** The files and folders in a real folder. Links that lead out of the root, and sockets and the like, are left out. */
export async function listFolder(root: string, folder: string): Promise<StoredEntry[]> {
  const found = (await readEntries(folder)).filter(({ name }) => !name.startsWith(UPLOADING_PREFIX));
  const entries: (StoredEntry | undefined)[] = [];
  for (let at = 0; at < found.length; at += BATCH)
    entries.push(
      ...(await Promise.all(found.slice(at, at + BATCH).map((entry) => describe(root, folder, entry)))),
    );
  return entries.filter((entry) => entry !== undefined).sort((a, b) => byCodePoint(a.name, b.name));
}

/** Nothing for a file: MLflow's listing of a file is empty. */
async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'ENOENT') return [];
    throw error;
  }
}

/** Undefined for what must not be shown, or was deleted meanwhile. */
async function describe(root: string, folder: string, entry: Dirent): Promise<StoredEntry | undefined> {
  const { name } = entry;
  if (entry.isDirectory()) return { name, isFolder: true, size: 0 };
  try {
    const path = join(folder, name);
    if (entry.isSymbolicLink() && !isInside(root, await realpath(path))) return undefined;
    const stats = await stat(path);
    if (stats.isDirectory()) return { name, isFolder: true, size: 0 };
    return stats.isFile() ? { name, isFolder: false, size: stats.size } : undefined;
  } catch {
    return undefined;
  }
}
