import { postgresUrl, redisUrl } from '@millrace/service-kit/config/settings';
import { z } from 'zod';
import { IdempotencySettings } from './idempotency/idempotency-settings.ts';

/** How a service with a database is told of its stores. */
export const StoreSettings = z.object({
  DATABASE_URL: postgresUrl.describe('The PostgreSQL database.'),
  REDIS_URL: redisUrl
    .optional()
    .describe('The Redis that carries messages between services; the PostgreSQL database unless given.'),
  ...IdempotencySettings.shape,
});
export type StoreSettings = z.infer<typeof StoreSettings>;
