import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** SHA-256 over the names and the content of all files in a folder, as hexadecimal digits. */
export async function folderDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  await addContent(hash, folder);
  return hash.digest('hex');
}

/** SHA-256 over the content of a file, as hexadecimal digits. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export async function addContent(hash: Hash, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    // Git's own files change with every checkout.
    .filter(({ path }) => !/^\.git(?:\/|$)/.test(relative(folder, path)))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  for (const { entry, path } of paths) {
    hash.update(JSON.stringify(relative(folder, path)));
    if (entry.isSymbolicLink()) hash.update(await readlink(path));
    else if (entry.isFile()) for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  }
}
