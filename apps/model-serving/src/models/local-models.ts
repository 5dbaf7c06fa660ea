import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { joinPaths, readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import type { Location, Stores } from '@millrace/artifact-stores/store/stores';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import type { CachedFolder, FolderCache } from '@millrace/folder-cache/folder-cache';
import { SERVING_SETTINGS, type ServingSettings } from '../settings/serving-settings.ts';

/** What to inject for where artifacts are kept. */
export const SERVING_ARTIFACTS = Symbol('artifact settings of serving');

const MAX_FILES = 5_000;

interface Opened {
  readonly stores: Stores;
  readonly cache: FolderCache;
}

interface RemoteFile {
  readonly name: string;
  readonly size: number;
  readonly etag: string;
}

/** Models on this machine's disk, fetched from the artifact store once for each content. Its code is loaded with the first one. */
@Injectable()
export class LocalModels implements OnApplicationShutdown {
  private opened: Promise<Opened> | undefined;

  constructor(
    @Inject(SERVING_SETTINGS) private readonly settings: ServingSettings,
    @Inject(SERVING_ARTIFACTS) private readonly artifacts: ArtifactSettings,
  ) {}

  /** The folder of the model at a location, whole; it stays until it is released. */
  async acquire(location: string): Promise<CachedFolder> {
    this.opened ??= this.open();
    const { stores, cache } = await this.opened;
    const at = stores.locate(location, readArtifactPath(''));
    const files = await this.list(at);
    if (!files.some(({ name }) => name === 'MLmodel'))
      throw notFound(`There is no model at ${location}: it holds no file named MLmodel.`);
    return cache.acquire(keyOf(location, files), (folder) => fetchAll(at, files, folder));
  }

  /** Rejects when the artifact store does not answer. */
  async check(): Promise<void> {
    this.opened ??= this.open();
    await (await this.opened).stores.root.check();
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.opened)?.stores.close();
  }

  private async open(): Promise<Opened> {
    const { openStores } = await import('@millrace/artifact-stores/store/stores');
    const { FolderCache } = await import('@millrace/folder-cache/folder-cache');
    const cache = new FolderCache(join(this.settings.MILLRACE_SERVING_FOLDER, 'models'), {
      maxBytes: this.settings.MILLRACE_SERVING_MODEL_BYTES,
    });
    return { stores: await openStores(this.artifacts), cache };
  }

  private async list({ store, path }: Location): Promise<RemoteFile[]> {
    const { walk } = await import('@millrace/artifact-stores/store/walk');
    const found = await walk(store, path, MAX_FILES);
    const total = found.reduce((sum, { size }) => sum + size, 0);
    if (total > this.settings.MILLRACE_SERVING_MODEL_BYTES)
      throw invalidParameter(
        `The model is ${total} bytes, more than the ${this.settings.MILLRACE_SERVING_MODEL_BYTES} of MILLRACE_SERVING_MODEL_BYTES.`,
      );
    const files: RemoteFile[] = [];
    for (const { name } of found) {
      const file = await store.open(joinPaths(path, name));
      files.push({ name, size: file.size, etag: file.etag });
      await file.close();
    }
    return files;
  }
}

/** Says what the files hold: a store changes a file's etag with its content. */
function keyOf(location: string, files: readonly RemoteFile[]): string {
  const sorted = files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const text = JSON.stringify([location, sorted.map(({ name, size, etag }) => [name, size, etag])]);
  return createHash('sha256').update(text).digest('hex');
}

async function fetchAll(
  { store, path }: Location,
  files: readonly RemoteFile[],
  folder: string,
): Promise<void> {
  for (const { name } of files) {
    const target = join(folder, ...name.split('/'));
    await mkdir(dirname(target), { recursive: true });
    const content = await (await store.open(joinPaths(path, name))).read();
    if (Buffer.isBuffer(content)) await writeFile(target, content);
    else await pipeline(content, createWriteStream(target));
  }
}
