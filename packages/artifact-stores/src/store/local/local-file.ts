import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ByteRange, StoredFile } from '../artifact-store.ts';

const CHUNK_BYTES = 1024 * 1024;
/** Up to this size one read is quicker than a stream. */
const SMALL_BYTES = 128 * 1024;

/** Opens a real path; a symbolic link put there since it was resolved is refused, and a pipe cannot hang the reader. */
export async function openLocalFile(path: string): Promise<{ handle: FileHandle; stats: Stats }> {
  const handle = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    return { handle, stats: await handle.stat() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

export class LocalFile implements StoredFile {
  readonly size: number;
  readonly modified: Date;
  readonly etag: string;

  constructor(
    private readonly handle: FileHandle,
    stats: Stats,
  ) {
    this.size = stats.size;
    this.modified = stats.mtime;
    // The inode tells two files of one size apart that were stored within one tick of the clock.
    this.etag = `${stats.ino.toString(16)}-${stats.size.toString(16)}-${stats.mtimeMs.toString(16)}`;
  }

  async read({ start, end }: ByteRange = { start: 0, end: this.size - 1 }): Promise<Readable | Buffer> {
    const length = end - start + 1;
    if (length > SMALL_BYTES) return this.handle.createReadStream({ start, end, highWaterMark: CHUNK_BYTES });
    try {
      const buffer = Buffer.allocUnsafe(length);
      const { bytesRead } = await this.handle.read(buffer, 0, length, start);
      return buffer.subarray(0, bytesRead);
    } finally {
      await this.handle.close();
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
