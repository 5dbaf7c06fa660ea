import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { RegistrySettings } from '@millrace/registry-app/settings/registry-settings';
import { RetentionSettings } from '@millrace/retention/retention-settings';
import { RunnerSettings } from '@millrace/project-runner/settings/runner-settings';
import { ServingSettings } from '@millrace/model-serving/settings/serving-settings';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { postgresUrl, redisUrl } from '@millrace/service-kit/config/settings';
import { IdempotencySettings } from '@millrace/service-stores/idempotency/idempotency-settings';
import { z } from 'zod';

/** What `npm start` can be told: what its services can, with defaults below one folder. */
export const StandaloneSettings = HttpSettings.extend({
  ...ArtifactSettings.shape,
  ...RegistrySettings.shape,
  ...ServingSettings.shape,
  ...RunnerSettings.shape,
  ...IdempotencySettings.shape,
  ...RetentionSettings.shape,
  MILLRACE_HOME: z.string().default('.millrace').describe('The folder of the database and the artifacts.'),
  MILLRACE_ARTIFACT_ROOT: ArtifactSettings.shape.MILLRACE_ARTIFACT_ROOT.optional().describe(
    'Where artifacts are kept: a folder, or s3://bucket/prefix; below MILLRACE_HOME unless given.',
  ),
  MILLRACE_SERVING_FOLDER: z
    .string()
    .optional()
    .describe(
      'Where model serving keeps models it has fetched and Python environments it has built; below MILLRACE_HOME unless given.',
    ),
  MILLRACE_RUNNER_FOLDER: z
    .string()
    .optional()
    .describe(
      'Where the project runner keeps working copies of projects and Python environments it has built; below MILLRACE_HOME unless given.',
    ),
  MILLRACE_LOG_FORMAT: HttpSettings.shape.MILLRACE_LOG_FORMAT.unwrap()
    .default('text')
    .describe('text for people, which only npm start has as its default; json for machines.'),
  MILLRACE_START_TIMEOUT_SECONDS: HttpSettings.shape.MILLRACE_START_TIMEOUT_SECONDS.unwrap()
    .default(10)
    .describe(
      'How long to wait at the start for what the service depends on, in seconds; only npm start has a limit as its default.',
    ),
  DATABASE_URL: postgresUrl.optional().describe('A PostgreSQL to use in place of the embedded one.'),
  REDIS_URL: redisUrl.optional().describe('A Redis to carry messages in place of PostgreSQL.'),
  WEB_ROOT: z
    .string()
    .optional()
    .describe('The folder of a web interface to serve in place of the one that was built.'),
});
export type StandaloneSettings = z.infer<typeof StandaloneSettings>;
