import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { PutOptions } from '../artifact-store.ts';
import { cutShort } from '../store-errors.ts';

/** A large upload is written in pieces of about this size, of which two are in memory at most. */
const PIECE_BYTES = 1024 * 1024;
/** Up to this size an upload is written by one call. */
const SMALL_BYTES = 256 * 1024;

/** Whether an upload is small enough to be read whole before anything is done with it. */
export function isSmall({ size = Infinity }: PutOptions): boolean {
  return size <= SMALL_BYTES;
}

/**
 * Writes a stream into a new file, which is returned open. Fails, leaving the file as it is, when the stream does or when it is
 * not as long as announced.
 */
export async function writeFile(path: string, content: Readable, options: PutOptions): Promise<FileHandle> {
  const bytes = isSmall(options) ? await readAll(content, options.size) : undefined;
  const handle = await open(path, 'wx');
  try {
    const written = bytes ? bytes.length : await writeStream(handle, content);
    if (bytes) await writeAll(handle, [bytes]);
    if (options.size !== undefined && options.size !== written) throw cutShort(written, options.size);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** More than was announced is not read on: it is an error whatever follows. */
async function readAll(content: Readable, size = 0): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > size) throw cutShort(length, size);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
}

/** The next piece is read while the one before is written. */
async function writeStream(handle: FileHandle, content: Readable): Promise<number> {
  let written = 0;
  let writing: Promise<void> = Promise.resolve();
  let chunks: Buffer[] = [];
  let length = 0;
  const writeOut = async (): Promise<void> => {
    await writing;
    written += length;
    writing = writeAll(handle, chunks);
    // Told when it is waited for: without a listener until then it would end the process.
    writing.catch(() => undefined);
    [chunks, length] = [[], 0];
  };
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= PIECE_BYTES) await writeOut();
    }
    await writeOut();
  } finally {
    await writing;
  }
  return written;
}

async function writeAll(handle: FileHandle, chunks: readonly Buffer[]): Promise<void> {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { bytesWritten } = await handle.writev(chunks);
  if (bytesWritten === length) return;
  // A system may write less than it was given, as when a signal comes or the disk is nearly full.
  let rest = Buffer.concat(chunks).subarray(bytesWritten);
  while (rest.length > 0) rest = rest.subarray((await handle.write(rest)).bytesWritten);
}
