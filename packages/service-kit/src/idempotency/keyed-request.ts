import { createHash } from 'node:crypto';
import { invalidParameter } from '@millrace/contracts/errors';
import type { FastifyRequest } from 'fastify';
import { IDEMPOTENCY_KEY, MAX_KEY_LENGTH } from './creates.ts';

/** A request that must be carried out once, however often it is sent. */
export interface KeyedRequest {
  readonly key: string;
  /** SHA-256 of its method, path and body: the same for the same request only. */
  readonly fingerprint: Buffer;
}

// Visible ASCII without a comma, which joins the values of a header that was sent twice, and what a quoted string would escape.
const KEY = /^[!#-+\--[\]-~]+$/;

/** The request with its Idempotency-Key; undefined when it has none. Throws INVALID_PARAMETER_VALUE for one that cannot be a key. */
export function keyedRequest(request: FastifyRequest): KeyedRequest | undefined {
  const header = request.headers[IDEMPOTENCY_KEY];
  if (header === undefined) return undefined;
  const key = unquoted(String(header));
  if (key.length > MAX_KEY_LENGTH || !KEY.test(key))
    throw invalidParameter(
      `Invalid Idempotency-Key: it must be 1 to ${MAX_KEY_LENGTH} visible ASCII characters other than quotes, commas and ` +
        `backslashes, such as a UUID; got ${JSON.stringify(key.slice(0, 100))} (${key.length} characters).`,
    );
  const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n`);
  if (Buffer.isBuffer(request.body)) fingerprint.update(request.body);
  return { key, fingerprint: fingerprint.digest() };
}

/** The IETF's draft has the key in quotes, most clients have not. */
function unquoted(header: string): string {
  return /^"(.*)"$/.exec(header)?.[1] ?? header;
}
