import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { PutOptions } from '../artifact-store.ts';
import { cutShort } from '../store-errors.ts';

/** As much of an upload is held in memory at most, while the disk is behind. */
const BUFFER_BYTES = 2 * 1024 * 1024;
/** The disk is asked to write this often while more arrives, so that little is left to wait for at the end. */
const SYNC_EVERY_BYTES = 8 * 1024 * 1024;

/** Writes a stream into a new file and resolves once the disk has it. Fails, leaving the file as it is, when the stream does. */
export async function writeDurably(path: string, content: Readable, options: PutOptions): Promise<void> {
  const handle = await open(path, 'wx');
  // `flush` syncs before the stream closes the file, and the stream closes it in every case.
  const file = handle.createWriteStream({ highWaterMark: BUFFER_BYTES, flush: true });
  let asked = 0;
  let syncing: Promise<void> | undefined;
  content.on('data', () => {
    if (syncing !== undefined || file.bytesWritten - asked < SYNC_EVERY_BYTES) return;
    asked = file.bytesWritten;
    // What fails here fails again at the end.
    syncing = handle
      .datasync()
      .catch(() => undefined)
      .then(() => (syncing = undefined));
  });
  await pipeline(content, file);
  if (options.size !== undefined && options.size !== file.bytesWritten)
    throw cutShort(file.bytesWritten, options.size);
}

/** Makes the names in a folder survive a crash. Windows can neither open nor sync folders. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
