import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSize } from './folder-size.ts';
import { holdFile, isHeld, lockFile } from './held-file.ts';

export interface FolderCacheOptions {
  /** Folders that nobody uses are removed, the longest unused first, until all together are no larger. */
  readonly maxBytes: number;
}

/** A folder that stays until it is released. */
export interface CachedFolder {
  readonly folder: string;
  release(): Promise<void>;
}

const KEY = /^[\w-]{1,128}$/;

/**
 * Folders that are costly to make, by a key that says what is in them. Several processes may share the place: each folder is
 * made once, whoever wants it meanwhile waits, one that was not finished is never seen, and none is removed that is in use.
 *
 * An entry is `<root>/<key>/` with `content/`, `complete` once it is whole (its age tells when it was used last) and `users/`.
 */
export class FolderCache {
  private readonly root: string;
  private readonly options: FolderCacheOptions;

  constructor(root: string, options: FolderCacheOptions) {
    this.root = root;
    this.options = options;
  }

  /**
   * The folder of a key, made by `make` if there is none. `make` fills the folder it is given, in its final place; when it
   * throws, nothing stays.
   */
  async acquire(
    key: string,
    make: (folder: string) => Promise<void>,
    onWait?: () => void,
  ): Promise<CachedFolder> {
    if (!KEY.test(key)) throw new Error(`${JSON.stringify(key)} cannot be the key of a folder`);
    const entry = join(this.root, key);
    await mkdir(this.root, { recursive: true });
    const lock = await lockFile(`${entry}.lock`, onWait);
    let made = false;
    try {
      if (!(await isComplete(entry))) {
        await this.make(entry, make);
        made = true;
      }
      const now = new Date();
      await utimes(join(entry, 'complete'), now, now);
      const use = await holdFile(join(entry, 'users', randomUUID()));
      return { folder: join(entry, 'content'), release: () => use.release() };
    } finally {
      await lock.release();
      if (made) await this.trim();
    }
  }

  /** Whether the key's folder is there, whole. */
  has(key: string): Promise<boolean> {
    return isComplete(join(this.root, key));
  }

  /** Removes what nobody uses until the limit holds. */
  async trim(): Promise<void> {
    const entries = await this.entries();
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { key, bytes } of entries.toSorted((one, other) => one.usedMs - other.usedMs)) {
      if (total <= this.options.maxBytes) return;
      if (await this.remove(key)) total -= bytes;
    }
  }

  private async make(entry: string, make: (folder: string) => Promise<void>): Promise<void> {
    // What is there was left by a process that died while it made it.
    await rm(entry, { recursive: true, force: true });
    const content = join(entry, 'content');
    await mkdir(content, { recursive: true });
    await mkdir(join(entry, 'users'));
    try {
      await make(content);
      await writeFile(join(entry, 'making'), JSON.stringify({ bytes: await folderSize(content) }));
      await rename(join(entry, 'making'), join(entry, 'complete'));
    } catch (error) {
      await rm(entry, { recursive: true, force: true });
      throw error;
    }
  }

  private async entries(): Promise<{ key: string; bytes: number; usedMs: number }[]> {
    const found = [];
    for (const key of await readdir(this.root)) {
      const complete = join(this.root, key, 'complete');
      try {
        const { bytes } = JSON.parse(await readFile(complete, 'utf8')) as { bytes: number };
        found.push({ key, bytes, usedMs: (await stat(complete)).mtimeMs });
      } catch {
        // A lock, or an entry that is being made or removed.
      }
    }
    return found;
  }

  private async remove(key: string): Promise<boolean> {
    const entry = join(this.root, key);
    const lock = await lockFile(`${entry}.lock`);
    try {
      for (const user of await readdir(join(entry, 'users')).catch(() => []))
        if (await isHeld(join(entry, 'users', user))) return false;
      // First its mark: if this process dies now, nobody takes what is left for whole.
      await rm(join(entry, 'complete'), { force: true });
      await rm(entry, { recursive: true, force: true });
      return true;
    } finally {
      await lock.release();
    }
  }
}

async function isComplete(entry: string): Promise<boolean> {
  return stat(join(entry, 'complete')).then(
    () => true,
    () => false,
  );
}
