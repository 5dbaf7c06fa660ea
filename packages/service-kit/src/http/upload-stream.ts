import { Transform, type TransformCallback } from 'node:stream';
import { MlflowError } from '@millrace/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tooLarge, tooSlow } from './read-bytes.ts';

export interface UploadLimits {
  readonly maxBytes: number;
  /** How long the client may send nothing before it is cut off. */
  readonly idleMs: number;
}

declare module 'fastify' {
  interface FastifyInstance {
    uploadLimits: UploadLimits;
  }
}

/**
 * The body of a request as a stream with limits, which nothing has read yet. It fails, and so does what it is piped into, when
 * the body grows past its limit (413), and when the client breaks off or falls silent.
 * Throws a 413 at once when Content-Length says so.
 */
export function uploadStream(
  request: FastifyRequest,
  reply: FastifyReply['raw'],
  limits: UploadLimits,
): Transform {
  if (Number(request.headers['content-length']) > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const limited = limitedTo(limits.maxBytes);
  const source = request.raw;
  const { socket } = source;
  const usual = socket.timeout ?? 0;
  const onIdle = (): void => void source.destroy(tooSlow(limits.idleMs));
  socket.setTimeout(limits.idleMs, onIdle);
  source.once('error', (error) => limited.destroy(error instanceof MlflowError ? error : brokenOff()));
  source.once('close', () => {
    socket.setTimeout(usual).off('timeout', onIdle);
    if (!source.complete) limited.destroy(brokenOff());
  });
  reply.once('close', () => limited.destroy(reply.writableFinished ? undefined : brokenOff()));
  // What the handler did not read is drained, so that a client that is still sending gets to see the answer.
  limited.once('close', () => source.unpipe(limited).resume());
  // Nobody may be listening yet when the client goes away.
  limited.on('error', () => undefined);
  return source.pipe(limited);
}

function limitedTo(maxBytes: number): Transform {
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      received += chunk.length;
      if (received > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

function brokenOff(): MlflowError {
  return new MlflowError('BAD_REQUEST', 'The client broke off the upload.');
}
