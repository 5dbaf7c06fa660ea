import { z } from 'zod';

const ROOT_RULE = 'must be a folder to keep artifacts in, or s3://bucket/prefix';

/** What the artifact service can be told. Credentials that are not given here are looked for where AWS's SDK always looks. */
export const ArtifactSettings = z.object({
  MILLRACE_ARTIFACT_ROOT: z
    .string(ROOT_RULE)
    .refine(
      (root) => !root.includes('\0') && (!/^[a-z][a-z0-9+.-]+:/i.test(root) || isS3Uri(root)),
      ROOT_RULE,
    )
    .describe('Where artifacts are kept: a folder, or s3://bucket/prefix.'),
  MILLRACE_ARTIFACT_SYNC: z
    .enum(['before-answer', 'after-answer'])
    .default('after-answer')
    .describe(
      'When an upload to a folder is made to survive a power cut: before it is answered, or right after. A crash of the service alone loses nothing either way.',
    ),
  S3_ENDPOINT: z
    .url('must be the address of an S3 service, http://host:9000')
    .optional()
    .describe("The S3 service, where it is not Amazon's."),
  AWS_ACCESS_KEY_ID: z.string().optional().describe('The S3 key.'),
  AWS_SECRET_ACCESS_KEY: z.string().optional().describe('The secret of the S3 key.'),
  AWS_SESSION_TOKEN: z.string().optional().describe('The token of a temporary S3 key.'),
  AWS_REGION: z.string().default('us-east-1').describe('The region of the S3 service.'),
});
export type ArtifactSettings = z.infer<typeof ArtifactSettings>;

/** Whether the service has been told about an S3 service, so that `s3://` locations of experiments can be served. */
export function knowsS3(settings: ArtifactSettings): boolean {
  return (
    isS3Uri(settings.MILLRACE_ARTIFACT_ROOT) ||
    settings.S3_ENDPOINT !== undefined ||
    settings.AWS_ACCESS_KEY_ID !== undefined
  );
}

export function isS3Uri(uri: string): boolean {
  return /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/|$)/.test(uri);
}
