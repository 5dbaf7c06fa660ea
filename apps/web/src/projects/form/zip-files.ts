import { Zip, ZipDeflate } from 'fflate';
import type { DroppedFile } from '../../components/dropped-files.ts';

/** Stays at home: history, caches, results, environments. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  '.git',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  'mlruns',
  '.ipynb_checkpoints',
]);
/** Archives know no time before, and the same files give the same archive. */
const MADE = new Date(1980, 0, 1);

/**
 * The files as a zip archive, without the folder that they all lie in: its content is the project. `onProgress` is told how much is
 * packed, from 0 to 1. Rejects when there is nothing to pack, or a file cannot be read.
 */
export async function zipFiles(
  files: readonly DroppedFile[],
  onProgress: (part: number) => void,
): Promise<Blob> {
  const wanted = files
    .filter(({ path }) => !path.split('/').some((part) => LEFT_OUT.has(part)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (wanted.length === 0) throw new Error('There is no file in it that could be run.');
  const above = folderOfAll(wanted);
  const parts: BlobPart[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else parts.push(chunk);
  });
  for (const [index, { path, file }] of wanted.entries()) {
    const entry = new ZipDeflate(path.slice(above.length), { level: 6 });
    entry.mtime = MADE;
    zip.add(entry);
    // One after the other: the page stays responsive, and no more than a file is in memory twice.
    entry.push(new Uint8Array(await file.arrayBuffer()), true);
    onProgress((index + 1) / wanted.length);
    if (failure) throw failure;
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}

/** `project/` where all files lie in one folder; otherwise empty. */
function folderOfAll(files: readonly DroppedFile[]): string {
  const first = files[0]?.path ?? '';
  const above = first.slice(0, first.indexOf('/') + 1);
  return above !== '' && files.every(({ path }) => path.startsWith(above)) ? above : '';
}
