import type { Readable } from 'node:stream';
import { MlflowError } from '@millrace/contracts/errors';

export interface ByteLimits {
  readonly maxBytes: number;
  /** How long the whole body may take to arrive. */
  readonly timeoutMs: number;
}

/**
 * Reads a request's body whole. `done` gets a 413 when it is larger than allowed, a 408 when it takes too long, a 400
 * when the client breaks off. `declared` is the Content-Length, NaN when there is none.
 */
export function readBytes(
  payload: Readable,
  declared: number,
  limits: ByteLimits,
  done: (error: Error | null, body?: Buffer) => void,
): void {
  if (declared > limits.maxBytes) return done(tooLarge(limits.maxBytes));
  const chunks: Buffer[] = [];
  let received = 0;

  const finish = (error: Error | null, body?: Buffer): void => {
    clearTimeout(timer);
    payload.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
    done(error, body);
  };
  const onData = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > limits.maxBytes) return finish(tooLarge(limits.maxBytes));
    chunks.push(chunk);
  };
  const onEnd = (): void => {
    if (!Number.isNaN(declared) && received !== declared)
      return finish(badBody('The request body is not as long as its Content-Length says.'));
    finish(null, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, received));
  };
  const onError = (): void => finish(badBody('The request body could not be read.'));
  const onClose = (): void => finish(badBody('The request ended before its body was complete.'));
  const timer = setTimeout(() => finish(tooSlow(limits.timeoutMs)), limits.timeoutMs).unref();

  payload.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  payload.resume();
}

export function tooLarge(maxBytes: number): MlflowError {
  return new MlflowError(
    'BAD_REQUEST',
    `The request body is larger than the ${maxBytes} bytes that are allowed.`,
    413,
  );
}

export function tooSlow(milliseconds: number): MlflowError {
  const seconds = Math.round(milliseconds / 1000);
  return new MlflowError(
    'DEADLINE_EXCEEDED',
    `The request body did not arrive within ${seconds} seconds.`,
    408,
  );
}

function badBody(message: string): MlflowError {
  return new MlflowError('BAD_REQUEST', message);
}
