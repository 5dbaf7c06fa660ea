import { PassThrough, type Readable } from 'node:stream';
import { readBytes } from '@millrace/service-kit/http/read-bytes';
import type { FastifyRequest } from 'fastify';

/** A body this small is taken whole: that is faster than a stream, and it can be sent a second time. */
const SMALL_BYTES = 64 * 1024;
const SMALL_TIMEOUT_MS = 60_000;

/** What to send on as the body: null for none, bytes when it is small, otherwise a stream. */
export function requestBody(request: FastifyRequest): null | Promise<Buffer> | Readable {
  const { headers, raw } = request;
  const length = headers['content-length'];
  if (headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) return null;
  if (length !== undefined && Number(length) <= SMALL_BYTES)
    return new Promise((resolve, reject) => {
      const limits = { maxBytes: SMALL_BYTES, timeoutMs: SMALL_TIMEOUT_MS };
      readBytes(raw, Number(length), limits, (error, body) => (body ? resolve(body) : reject(error)));
    });
  // The HTTP client destroys a body that it could not send. The request must outlive that, to be answered.
  const body = new PassThrough();
  raw.once('close', () => {
    if (!raw.complete) body.destroy();
  });
  body.once('close', () => raw.unpipe(body).resume());
  body.on('error', () => undefined);
  return raw.pipe(body);
}
