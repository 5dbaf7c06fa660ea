import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** Left at home: history, caches, results, environments. */
const LEFT_OUT = new Set([
  '.git',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  'mlruns',
  '.ipynb_checkpoints',
]);

/** A folder as a zip archive. The same content gives the same archive; links are followed. */
export async function zipFolder(folder: string): Promise<Readable> {
  const zip = new ZipFile();
  await addFolder(zip, folder, '');
  zip.end();
  return zip.outputStream as Readable;
}

async function addFolder(zip: ZipFile, folder: string, name: string): Promise<void> {
  for (const each of (await readdir(folder)).toSorted()) {
    if (LEFT_OUT.has(each)) continue;
    const path = join(folder, each);
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) await addFolder(zip, path, `${name}${each}/`);
    // A time of its own would make each archive another one.
    else if (found?.isFile())
      zip.addFile(path, `${name}${each}`, { mtime: new Date(315_532_800_000), mode: found.mode });
  }
}
