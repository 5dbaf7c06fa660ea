import { positiveInteger } from '@millrace/service-kit/config/settings';
import { z } from 'zod';

const MAX_SECONDS = 365 * 24 * 3600;

/** How a service that keeps answers to requests with an Idempotency-Key is told for how long. */
export const IdempotencySettings = z.object({
  MILLRACE_IDEMPOTENCY_SECONDS: positiveInteger('seconds')
    .max(MAX_SECONDS, `must be at most ${MAX_SECONDS} seconds, which is a year`)
    .default(24 * 3600)
    .describe('How long the answer to a create with an Idempotency-Key is kept, in seconds.'),
});
export type IdempotencySettings = z.infer<typeof IdempotencySettings>;
