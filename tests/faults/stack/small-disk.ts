import { spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PIECE = Buffer.alloc(1 << 20);

/** A file system of its own in memory, small enough to be filled. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Undefined where nothing may be mounted. */
  static async mount(folder: string, megabytes: number): Promise<SmallDisk | undefined> {
    await mkdir(folder, { recursive: true });
    const { status } = spawnSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${megabytes}m`,
      'millrace-faults',
      folder,
    ]);
    return status === 0 ? new SmallDisk(folder) : undefined;
  }

  async fill(): Promise<void> {
    const file = await open(this.#ballast, 'w');
    try {
      for (let bytes = PIECE.length; bytes >= 4096;)
        try {
          await file.write(PIECE, 0, bytes);
        } catch {
          bytes /= 2;
        }
    } finally {
      await file.close();
    }
  }

  async clear(): Promise<void> {
    await rm(this.#ballast, { force: true });
  }

  unmount(): void {
    spawnSync('umount', ['--lazy', this.folder]);
  }

  get #ballast(): string {
    return join(this.folder, 'ballast');
  }
}
