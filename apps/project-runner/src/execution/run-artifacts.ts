import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { joinPaths, readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import type { Stores } from '@millrace/artifact-stores/store/stores';
import { ProjectError } from '../mlproject/project-error.ts';
import type { ArtifactDigest } from '../reproduction/run-results.ts';
import { UploadsRepository } from '../retention/uploads.repository.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';

/** What to inject for where artifacts are kept. */
export const RUNNER_ARTIFACTS = Symbol('artifact settings of the project runner');

const UPLOADS = 'project-uploads';

/** The artifacts of runs, and the archives that clients upload, which are kept beside them. Its code is loaded when it is first needed. */
@Injectable()
export class RunArtifacts implements OnApplicationShutdown {
  private stores: Promise<Stores> | undefined;

  constructor(
    @Inject(RUNNER_SETTINGS) private readonly settings: RunnerSettings,
    @Inject(RUNNER_ARTIFACTS) private readonly artifacts: ArtifactSettings,
    private readonly uploads: UploadsRepository,
  ) {}

  /** Writes a file below a run's artifacts, in place of the one that was there. */
  async putText(artifactUri: string, path: string, content: string | AsyncIterable<Buffer>): Promise<void> {
    const { store, path: place } = (await this.open()).locate(artifactUri, readArtifactPath(path));
    await store.put(place, Readable.from(content, { objectMode: false }));
  }

  /** Reads a file below a run's artifacts. */
  async readText(artifactUri: string, path: string): Promise<AsyncIterable<Buffer>> {
    const { store, path: place } = (await this.open()).locate(artifactUri, readArtifactPath(path));
    const content = await (await store.open(place)).read();
    return Buffer.isBuffer(content) ? Readable.from([content]) : content;
  }

  /** The digest of each file below a run's artifacts, but for some, in the order of their paths. */
  async digests(artifactUri: string, except: readonly string[]): Promise<ArtifactDigest[]> {
    const { store, path } = (await this.open()).locate(artifactUri, readArtifactPath(''));
    const { artifactDigests } = await import('./artifact-digests.ts');
    return artifactDigests(store, path, except);
  }

  /** Keeps an archive. Resolves with its id, which its content decides. */
  async keepUpload(body: Readable): Promise<string> {
    const folder = join(this.settings.MILLRACE_RUNNER_FOLDER, 'uploads');
    await mkdir(folder, { recursive: true });
    const file = join(folder, randomUUID());
    const hash = createHash('sha256');
    const hashed = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(body, hashed, createWriteStream(file));
      const id = hash.digest('hex');
      await this.uploads.note(id, Date.now());
      await (await this.open()).root.put(uploadPath(id), createReadStream(file));
      return id;
    } finally {
      await rm(file, { force: true });
    }
  }

  async removeUpload(id: string): Promise<void> {
    await (await this.open()).root.delete(uploadPath(id));
  }

  /** Puts a kept archive into a file. Rejects with ProjectError where there is none. */
  async fetchUpload(id: string, file: string): Promise<void> {
    const { root } = await this.open();
    const stored = await root.open(uploadPath(id)).catch(() => {
      throw new ProjectError(`There is no upload ${id}.`);
    });
    const content = await stored.read();
    await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, createWriteStream(file));
  }

  /** Rejects when the artifact store does not answer. */
  async check(): Promise<void> {
    await (await this.open()).root.check();
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.stores)?.close();
  }

  private open(): Promise<Stores> {
    this.stores ??= import('@millrace/artifact-stores/store/stores').then(({ openStores }) =>
      openStores(this.artifacts),
    );
    return this.stores;
  }
}

function uploadPath(id: string): string {
  return joinPaths(UPLOADS, `${id}.zip`);
}
