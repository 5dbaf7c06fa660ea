import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';

/** When a file that was put is made to survive a power cut: before its upload is answered, or right after. */
export type SyncTime = 'before-answer' | 'after-answer';

/** Files that wait for the disk at most; beyond that an upload waits too. */
const MOST_WAITING = 32;

/** Makes files durable behind their writers' backs: each is synced and closed as soon as the disk can. */
export class SyncLater {
  private readonly waiting = new Set<Promise<void>>();

  /** Takes over an open file. Resolves at once, unless many wait already. */
  async add(handle: FileHandle): Promise<void> {
    const done: Promise<void> = syncAndClose(handle).finally(() => this.waiting.delete(done));
    this.waiting.add(done);
    if (this.waiting.size > MOST_WAITING) await Promise.race(this.waiting);
  }

  async drain(): Promise<void> {
    await Promise.all(this.waiting);
  }
}

async function syncAndClose(handle: FileHandle): Promise<void> {
  try {
    await handle.datasync();
  } catch (error) {
    new Logger('artifacts').warn(
      `A stored file could not be synced to the disk: ${(error as Error).message}`,
    );
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder, and those of the folders above up to `top`, survive a power cut. */
export async function syncFolders(folder: string, top: string): Promise<void> {
  // Windows can neither open nor sync folders.
  if (process.platform === 'win32') return;
  for (let at = folder; ; at = dirname(at)) {
    const handle = await open(at, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (at === top) return;
  }
}
