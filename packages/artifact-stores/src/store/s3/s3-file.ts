import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { noSuchArtifact } from '../store-errors.ts';
import type { ByteRange, StoredFile } from '../artifact-store.ts';
import type { S3 } from './s3-client.ts';
import { asAnswer, isMissing } from './s3-error.ts';

export class S3File implements StoredFile {
  readonly size: number;
  readonly modified: Date;
  readonly etag: string;

  constructor(
    private readonly s3: S3,
    private readonly object: { readonly Bucket: string; readonly Key: string },
    head: HeadObjectCommandOutput,
  ) {
    this.size = head.ContentLength ?? 0;
    this.modified = head.LastModified ?? new Date(0);
    this.etag = (head.ETag ?? '').replaceAll('"', '');
  }

  async read({ start, end }: ByteRange = { start: 0, end: this.size - 1 }): Promise<Readable | Buffer> {
    if (end < start) return Buffer.alloc(0);
    const { client, commands } = this.s3;
    try {
      const { Body } = await client.send(
        // IfMatch: were the object replaced since, its size and name would be told of one and the bytes be of another.
        new commands.GetObjectCommand({
          ...this.object,
          Range: `bytes=${start}-${end}`,
          IfMatch: `"${this.etag}"`,
        }),
      );
      return Body as Readable;
    } catch (error) {
      throw isMissing(error) ? noSuchArtifact(this.object.Key) : asAnswer(error);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
