import { z } from 'zod';
import { commaList, port, positiveInteger } from './settings.ts';

/** What every service's HTTP side can be told. */
export const HttpSettings = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(5000),
  MILLRACE_ALLOWED_HOSTS: commaList.default([]),
  MILLRACE_ALLOWED_ORIGINS: commaList.default([]),
  MILLRACE_MAX_BODY_BYTES: positiveInteger('bytes').default(64 * 1024 * 1024),
  MILLRACE_REQUEST_TIMEOUT_SECONDS: positiveInteger('seconds').default(300),
});
export type HttpSettings = z.infer<typeof HttpSettings>;
