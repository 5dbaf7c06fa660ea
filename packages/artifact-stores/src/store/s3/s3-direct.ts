import { posix } from 'node:path';
import { contentDisposition } from '../../downloads/content-disposition.ts';
import { mediaTypeByName } from '../../downloads/media-types.ts';
import { noSuchArtifact } from '../store-errors.ts';
import type { DirectAccess, UploadedPart } from '../artifact-store.ts';
import type { S3 } from './s3-client.ts';
import { asAnswer, isMissing } from './s3-error.ts';

/** How long the addresses of a multipart upload's parts work: boto's default, which MLflow uses. */
const PART_URL_SECONDS = 3_600;
const OCTETS = 'application/octet-stream';

type S3Object = { readonly Bucket: string; readonly Key: string };

export class S3Direct implements DirectAccess {
  constructor(
    private readonly connect: () => Promise<S3>,
    private readonly object: (path: string) => S3Object,
  ) {}

  async createUpload(path: string, parts: number): Promise<{ uploadId: string; urls: string[] }> {
    const { client, commands } = await this.connect();
    const object = this.object(path);
    const { UploadId: uploadId = '' } = await answered(
      client.send(new commands.CreateMultipartUploadCommand(object)),
    );
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    const urls: string[] = [];
    for (let PartNumber = 1; PartNumber <= parts; PartNumber += 1) {
      const command = new commands.UploadPartCommand({ ...object, UploadId: uploadId, PartNumber });
      urls.push(await getSignedUrl(client, command, { expiresIn: PART_URL_SECONDS }));
    }
    return { uploadId, urls };
  }

  async completeUpload(path: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void> {
    const { client, commands } = await this.connect();
    const Parts = parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag }));
    await answered(
      client.send(
        new commands.CompleteMultipartUploadCommand({
          ...this.object(path),
          UploadId: uploadId,
          MultipartUpload: { Parts },
        }),
      ),
    );
  }

  async abortUpload(path: string, uploadId: string): Promise<void> {
    const { client, commands } = await this.connect();
    await answered(
      client.send(new commands.AbortMultipartUploadCommand({ ...this.object(path), UploadId: uploadId })),
    );
  }

  async uploadUrl(path: string, seconds: number): Promise<{ url: string; headers: Record<string, string> }> {
    const { client, commands } = await this.connect();
    const ContentType = mediaTypeByName(path) ?? OCTETS;
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    const command = new commands.PutObjectCommand({ ...this.object(path), ContentType });
    const url = await getSignedUrl(client, command, {
      expiresIn: seconds,
      signableHeaders: new Set(['content-type']),
    });
    return { url, headers: { 'Content-Type': ContentType } };
  }

  async downloadUrl(path: string, seconds: number): Promise<{ url: string; size: number }> {
    const { client, commands } = await this.connect();
    const object = this.object(path);
    const { ContentLength: size = 0 } = await answered(
      client.send(new commands.HeadObjectCommand(object)),
      path,
    );
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    // Saved under the artifact's own name in place of being shown in a browser.
    const ResponseContentDisposition = contentDisposition(posix.basename(object.Key));
    const url = await getSignedUrl(
      client,
      new commands.GetObjectCommand({ ...object, ResponseContentDisposition }),
      {
        expiresIn: seconds,
      },
    );
    return { url, size };
  }
}

async function answered<T>(sent: Promise<T>, given = ''): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw isMissing(error) ? noSuchArtifact(given) : asAnswer(error);
  }
}
