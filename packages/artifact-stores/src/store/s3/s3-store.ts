import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { canBeStored, joinPaths, UPLOADING_PREFIX } from '../../paths/artifact-path.ts';
import type { ArtifactStore, PutOptions, StoredEntry, StoredFile } from '../artifact-store.ts';
import { byCodePoint } from '../code-point-order.ts';
import { isAFolder, noSuchArtifact } from '../store-errors.ts';
import type { S3 } from './s3-client.ts';
import { S3Direct } from './s3-direct.ts';
import { asAnswer, explainBucket, isMissing } from './s3-error.ts';
import { S3File } from './s3-file.ts';
import { uploadStream } from './upload-stream.ts';

/** Artifacts as objects under a prefix of a bucket, laid out as MLflow's own S3 repository does. */
export class S3Store implements ArtifactStore {
  readonly direct: S3Direct;

  /** `connect` gives the same connection each time. `prefix` has no slash at either end. */
  constructor(
    private readonly connect: () => Promise<S3>,
    private readonly bucket: string,
    private readonly prefix: string,
  ) {
    this.direct = new S3Direct(connect, (path) => this.object(path));
  }

  async put(path: string, content: Readable, options: PutOptions = {}): Promise<void> {
    content.on('error', () => undefined);
    try {
      await uploadStream(await this.connect(), this.object(path), content, options);
    } catch (error) {
      content.destroy();
      throw asAnswer(error);
    }
  }

  async open(path: string, given = path): Promise<StoredFile> {
    const s3 = await this.connect();
    const object = this.object(path);
    try {
      if (path === '') throw isAFolder(given);
      if (!canBeStored(path)) throw noSuchArtifact(given);
      return new S3File(s3, object, await s3.client.send(new s3.commands.HeadObjectCommand(object)));
    } catch (error) {
      if (!isMissing(error)) throw asAnswer(error);
      throw (await this.isFolder(path)) ? isAFolder(given) : noSuchArtifact(given);
    }
  }

  async list(folder: string): Promise<StoredEntry[]> {
    if (!canBeStored(folder)) return [];
    const entries: StoredEntry[] = [];
    const within = this.within(folder);
    for await (const page of this.pages(within, '/')) {
      const folders = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix.slice(within.length, -1));
      entries.push(...folders.map((name) => ({ name, isFolder: true, size: 0 })));
      const files = page.Contents ?? [];
      entries.push(
        ...files.map(({ Key = '', Size = 0 }) => ({
          name: Key.slice(within.length),
          isFolder: false,
          size: Size,
        })),
      );
    }
    return entries
      .filter(({ name }) => name !== '' && !name.startsWith(UPLOADING_PREFIX))
      .sort((a, b) => byCodePoint(a.name, b.name));
  }

  async delete(path: string): Promise<void> {
    if (!canBeStored(path)) return;
    const { client, commands } = await this.connect();
    try {
      await client.send(new commands.DeleteObjectCommand(this.object(path)));
      for await (const { Contents = [] } of this.pages(this.within(path))) {
        const Objects = Contents.map(({ Key = '' }) => ({ Key }));
        if (Objects.length > 0)
          await client.send(
            new commands.DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } }),
          );
      }
    } catch (error) {
      throw asAnswer(error);
    }
  }

  async check(): Promise<void> {
    const { client, commands, endpoint } = await this.connect();
    try {
      await client.send(new commands.HeadBucketCommand({ Bucket: this.bucket }));
    } catch (error) {
      throw explainBucket(error, this.bucket, endpoint);
    }
  }

  private async isFolder(path: string): Promise<boolean> {
    for await (const { KeyCount = 0 } of this.pages(this.within(path), '/', 1)) return KeyCount > 0;
    return false;
  }

  private async *pages(
    Prefix: string,
    Delimiter?: string,
    MaxKeys?: number,
  ): AsyncGenerator<ListObjectsV2CommandOutput> {
    const { client, commands } = await this.connect();
    let token: string | undefined;
    do {
      const command = new commands.ListObjectsV2Command({
        Bucket: this.bucket,
        Prefix,
        ...(Delimiter === undefined ? {} : { Delimiter }),
        ...(MaxKeys === undefined ? {} : { MaxKeys }),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      });
      const page = await client.send(command).catch((error: unknown) => {
        throw asAnswer(error);
      });
      yield page;
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  private within(folder: string): string {
    const key = joinPaths(this.prefix, folder);
    return key === '' ? '' : `${key}/`;
  }

  private object(path: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: joinPaths(this.prefix, path) };
  }
}
