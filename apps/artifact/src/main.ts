import 'reflect-metadata';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { postgresUrl, redisUrl } from '@millrace/service-kit/config/settings';
import { RetentionSettings } from '@millrace/retention/retention-settings';
import { startService } from '@millrace/service-kit/start-service';
import { IdempotencySettings } from '@millrace/service-stores/idempotency/idempotency-settings';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';

const Settings = HttpSettings.extend({
  ...ArtifactSettings.shape,
  REDIS_URL: redisUrl.optional().describe('The Redis that carries messages between services.'),
  DATABASE_URL: postgresUrl
    .optional()
    .describe(
      'The PostgreSQL that carries messages where there is no Redis, and keeps the keys of multipart uploads that come with one. Without either, only the proxy works.',
    ),
  ...IdempotencySettings.shape,
  ...RetentionSettings.shape,
});

await startService({
  name: 'artifact',
  settings: Settings,
  modules: async (settings) => (await import('./artifact-service.ts')).artifactService(settings),
  prepare: async (app, { REDIS_URL, DATABASE_URL }) => {
    if (REDIS_URL === undefined && DATABASE_URL === undefined) return;
    await (await import('@millrace/service-stores/message-handlers')).startMessageHandlers(app);
  },
});
