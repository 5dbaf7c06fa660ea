import type { S3Client } from '@aws-sdk/client-s3';
import type { ArtifactSettings } from '../../settings/artifact-settings.ts';

/** AWS's SDK, loaded when S3 is first used: it is a large part of the memory of a process that has it. */
export interface S3 {
  readonly client: S3Client;
  readonly commands: typeof import('@aws-sdk/client-s3');
  /** Where it is, as an operator knows it. */
  readonly endpoint: string;
}

export async function connectS3(settings: ArtifactSettings): Promise<S3> {
  const commands = await import('@aws-sdk/client-s3');
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  const sessionToken = settings.AWS_SESSION_TOKEN;
  const client = new commands.S3Client({
    region: settings.AWS_REGION,
    // Checksums are sent where S3 demands them: other makers' stores do not know them all, and a presigned upload cannot have one.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // A host name for each bucket is AWS's own way; MinIO and the like are addressed by path.
    ...(settings.S3_ENDPOINT === undefined ? {} : { endpoint: settings.S3_ENDPOINT, forcePathStyle: true }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : {
          credentials: {
            accessKeyId,
            secretAccessKey,
            ...(sessionToken === undefined ? {} : { sessionToken }),
          },
        }),
  });
  return { client, commands, endpoint: settings.S3_ENDPOINT ?? `S3 in ${settings.AWS_REGION}` };
}
