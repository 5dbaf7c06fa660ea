import { z } from 'zod';
import { TracingSettings } from '../tracing/tracing-settings.ts';
import { commaList, port, positiveInteger } from './settings.ts';

/** What every service's HTTP side can be told. A service extends it with its own: `HttpSettings.extend({ … })`. */
export const HttpSettings = z.object({
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 for all.'),
  PORT: port.default(5000).describe('The port to listen on; 0 for a free one.'),
  MILLRACE_ALLOWED_HOSTS: commaList
    .default([])
    .describe(
      'Host names that requests may be addressed to, besides loopback names, IP addresses and HOST: exact names, *.suffix, or * for any.',
    ),
  MILLRACE_ALLOWED_ORIGINS: commaList
    .default([])
    .describe(
      "Origins whose web pages may call this server besides its own, such as https://ui.example.com; * for any, without the browser's credentials.",
    ),
  MILLRACE_FRAME_OPTIONS: z
    .enum(['SAMEORIGIN', 'DENY', 'NONE'])
    .default('SAMEORIGIN')
    .describe('The X-Frame-Options header of every answer; NONE leaves it out.'),
  MILLRACE_MAX_BODY_BYTES: positiveInteger('bytes')
    .default(64 * 1024 ** 2)
    .describe('The largest request body, in bytes, uploads aside.'),
  MILLRACE_MAX_UPLOAD_BYTES: positiveInteger('bytes')
    .default(5 * 1024 ** 4)
    .describe('The largest upload, in bytes.'),
  MILLRACE_UPLOAD_IDLE_SECONDS: positiveInteger('seconds')
    .default(120)
    .describe('How long an upload may stand still before it is cut off, in seconds.'),
  MILLRACE_REQUEST_TIMEOUT_SECONDS: positiveInteger('seconds')
    .default(300)
    .describe('How long a request body may take to arrive and a connection may stand still, in seconds.'),
  MILLRACE_START_TIMEOUT_SECONDS: wholeSeconds()
    .optional()
    .describe(
      'How long to wait at the start for what the service depends on, in seconds; without end unless given.',
    ),
  MILLRACE_DRAIN_SECONDS: wholeSeconds()
    .default(0)
    .describe(
      'How long to go on taking requests at a stop while /ready says no, until load balancers send them elsewhere, in seconds.',
    ),
  MILLRACE_SHUTDOWN_SECONDS: wholeSeconds()
    .default(10)
    .describe('How long requests that are under way at a stop may take to finish, in seconds.'),
  MILLRACE_LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('What is logged; debug logs every request.'),
  MILLRACE_LOG_FORMAT: z
    .enum(['json', 'text'])
    .default('json')
    .describe('json for machines, a JSON object on each line; text for people.'),
  MILLRACE_SLOW_REQUEST_MS: positiveInteger('milliseconds')
    .default(2000)
    .describe('A request that takes longer than this is logged, in milliseconds.'),
  ...TracingSettings.shape,
});
export type HttpSettings = z.infer<typeof HttpSettings>;

function wholeSeconds(): z.ZodCoercedNumber {
  const must = 'must be a whole number of seconds, 0 or more';
  return z.coerce.number(must).int(must).min(0, must);
}
