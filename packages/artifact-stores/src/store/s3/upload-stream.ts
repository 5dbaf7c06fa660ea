import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { PutOptions } from '../artifact-store.ts';
import { checkLength } from './check-length.ts';
import type { S3 } from './s3-client.ts';

const MIN_PART_BYTES = 8 * 1024 * 1024;
/** S3 takes 10,000 parts at most. */
const MAX_PARTS = 9_000;
const PARTS_AT_ONCE = 2;

/**
 * Stores a stream as one object: in parts when it is large, of which three are held in memory at most. The object appears when
 * all of it is there; a failed upload is aborted, so that no parts stay.
 */
export async function uploadStream(
  { client, commands }: S3,
  object: { readonly Bucket: string; readonly Key: string },
  content: Readable,
  options: PutOptions,
): Promise<void> {
  const expected = options.size ?? 0;
  const partSize = Math.max(MIN_PART_BYTES, Math.ceil(expected / MAX_PARTS));
  const checked = checkLength(options.size);
  const feeding = pipeline(content, checked, { end: true });
  if (options.size !== undefined && options.size <= MIN_PART_BYTES) {
    // One small request in place of the uploader's machinery.
    const [Body] = await Promise.all([collect(checked), feeding]);
    await client.send(new commands.PutObjectCommand({ ...object, Body }));
    return;
  }
  const { Upload } = await import('@aws-sdk/lib-storage');
  const upload = new Upload({
    client,
    params: { ...object, Body: checked },
    partSize,
    queueSize: PARTS_AT_ONCE,
    leavePartsOnError: false,
  });
  await Promise.all([upload.done(), feeding]);
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
