import { access, constants, type FileHandle, lstat, mkdir, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { invalidParameter } from '@millrace/contracts/errors';
import type { ArtifactStore, PutOptions, StoredEntry, StoredFile } from '../artifact-store.ts';
import { isAFolder, noSuchArtifact } from '../store-errors.ts';
import { SyncLater, syncFolders, type SyncTime } from './durability.ts';
import { isInside, parentOf, realFolderInside, realPathInside } from './inside-root.ts';
import { listFolder } from './list-folder.ts';
import { LocalFile, openLocalFile } from './local-file.ts';
import { Staging } from './staging.ts';
import { asAnswer } from './system-error.ts';
import { isSmall, writeFile } from './write-file.ts';

/** Artifacts as plain files below a folder, as MLflow lays them out. Make it with `openLocalStore`. */
export class LocalStore implements ArtifactStore {
  private readonly syncLater = new SyncLater();

  constructor(
    private readonly root: string,
    private readonly staging: Staging,
    private readonly sync: SyncTime,
  ) {}

  async put(path: string, content: Readable, options: PutOptions = {}): Promise<void> {
    // The sender may go away before anything reads the stream, which then tells of it.
    content.on('error', () => undefined);
    let replaced: FileHandle | undefined;
    try {
      if (!isSmall(options)) {
        // Looked at before the bytes come: a long upload should not fail at its end for that.
        const { place } = await this.placeFor(path);
        // Held open while it is replaced: to free a large file takes a third of its upload's time, which nobody need wait for.
        replaced = (await openLocalFile(place).catch(() => undefined))?.handle;
      }
      const staged = await this.staging.freshPath();
      try {
        const handle = await writeFile(staged, content, options);
        await this.publishOpen(handle, staged, path);
      } catch (error) {
        await rm(staged, { force: true });
        throw error;
      }
    } catch (error) {
      content.destroy();
      this.staging.mayBeGone(error);
      throw asAnswer(error, 'write');
    } finally {
      void replaced?.close();
    }
  }

  /** Gives a written file its place, and its bytes to the disk before or after. */
  private async publishOpen(handle: FileHandle, staged: string, path: string): Promise<void> {
    try {
      if (this.sync === 'before-answer') await handle.datasync();
      await this.publishAgain(staged, path);
    } catch (error) {
      await handle.close();
      throw error;
    }
    if (this.sync === 'before-answer') await handle.close();
    else await this.syncLater.add(handle);
  }

  async open(path: string, given = path): Promise<StoredFile> {
    try {
      const real = await realPathInside(this.root, path);
      if (real === undefined) throw noSuchArtifact(given);
      const { handle, stats } = await openLocalFile(real);
      if (stats.isFile()) return new LocalFile(handle, stats);
      await handle.close();
      throw stats.isDirectory() ? isAFolder(given) : noSuchArtifact(given);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Deleted, or made a link, since it was looked up.
      if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENXIO') throw noSuchArtifact(given);
      throw asAnswer(error, 'read');
    }
  }

  async list(folder: string): Promise<StoredEntry[]> {
    try {
      const real = await realPathInside(this.root, folder);
      return real === undefined ? [] : await listFolder(this.root, real);
    } catch (error) {
      throw asAnswer(error, 'list');
    }
  }

  async delete(path: string): Promise<void> {
    try {
      const folder = await realPathInside(this.root, parentOf(path));
      if (folder === undefined || path === '') return;
      const place = join(folder, basename(path));
      // A link is removed itself, never what it leads to.
      if (!(await lstat(place)).isDirectory()) return await unlink(place);
      // Renamed away first: a folder is there or gone for readers, never half deleted, and a later start ends what this does not.
      const away = await this.staging.freshPath();
      await rename(place, away);
      await rm(away, { recursive: true, force: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'ENAMETOOLONG') throw asAnswer(error, 'delete');
    }
  }

  async check(): Promise<void> {
    await access(this.root, constants.R_OK | constants.W_OK | constants.X_OK);
  }

  async close(): Promise<void> {
    await this.syncLater.drain();
    await this.staging.remove();
  }

  /** The real path at which a file may be put, and the nearest folder above that is there. Refuses what is taken by a folder. */
  private async placeFor(path: string): Promise<{ place: string; existing: string }> {
    const { folder, existing } = await realFolderInside(this.root, parentOf(path));
    const place = join(folder, basename(path));
    const above = await lstat(existing);
    if (!above.isDirectory())
      throw invalidParameter(`Invalid path: '${path}' is below a file, and only a folder can hold files`);
    const there = existing === folder ? await lstat(place).catch(() => undefined) : undefined;
    if (there?.isDirectory())
      throw invalidParameter(
        `Invalid path: '${path}' is a folder, and a folder cannot be overwritten by a file`,
      );
    return { place, existing };
  }

  /** A folder on the way may be deleted by another request just when it was found to be there. */
  private async publishAgain(staged: string, path: string, attempts = 5): Promise<void> {
    try {
      await this.publish(staged, path);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      // Taken by a folder, or below a file: said in words.
      if (code === 'EISDIR' || code === 'ENOTDIR') await this.placeFor(path);
      if (code !== 'ENOENT' || attempts === 1) throw error;
      await this.publishAgain(staged, path, attempts - 1);
    }
  }

  private async publish(staged: string, path: string): Promise<void> {
    const folder = await realPathInside(this.root, parentOf(path));
    if (folder !== undefined) return this.renameInto(staged, folder, path, folder);
    const { place, existing } = await this.placeFor(path);
    await mkdir(dirname(place), { recursive: true });
    // A link may have been put in the way since it was looked at.
    const made = await realPathInside(this.root, parentOf(path));
    if (made === undefined) throw invalidParameter('Invalid path');
    await this.renameInto(staged, made, path, existing);
  }

  private async renameInto(staged: string, folder: string, path: string, existing: string): Promise<void> {
    await rename(staged, join(folder, basename(path)));
    if (this.sync === 'before-answer')
      await syncFolders(folder, isInside(existing, folder) ? existing : folder);
  }
}
