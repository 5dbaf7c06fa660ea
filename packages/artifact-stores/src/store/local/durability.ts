import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';

/** When a file that was put is made to survive a power cut: before its upload is answered, or right after. */
export type SyncTime = 'before-answer' | 'after-answer';

/** How long the first file waits for others: one sync of the file system's journal then serves them all. */
const GATHER_MS = 100;
/** So many files are not gathered any longer. */
const GATHER_FILES = 64;
/** Files that wait for the disk at most; beyond that an upload waits too. */
const MOST_WAITING = 256;

/**
 * Makes files durable behind their writers' backs, a moment after they were answered. One is synced at a time: a sync holds up
 * whoever creates files meanwhile, and takes a thread that uploads and downloads need.
 */
export class SyncLater {
  private readonly waiting: FileHandle[] = [];
  private timer: NodeJS.Timeout | undefined;
  private syncing: Promise<void> | undefined;

  /** Takes over an open file. Resolves at once, unless many wait already. */
  async add(handle: FileHandle): Promise<void> {
    this.waiting.push(handle);
    if (this.waiting.length >= GATHER_FILES) this.syncNow();
    else this.timer ??= setTimeout(() => this.syncNow(), GATHER_MS);
    if (this.waiting.length > MOST_WAITING) await this.syncing;
  }

  async drain(): Promise<void> {
    this.syncNow();
    await this.syncing;
  }

  private syncNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.syncing ??= this.syncAll().finally(() => (this.syncing = undefined));
  }

  private async syncAll(): Promise<void> {
    for (let handle = this.waiting.shift(); handle; handle = this.waiting.shift()) await syncAndClose(handle);
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
