import { Transform, type TransformCallback } from 'node:stream';
import { cutShort } from '../store-errors.ts';

/** Passes a stream on, and fails it when it ends with another length than was announced. */
export function checkLength(size: number | undefined): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      seen += chunk.length;
      done(null, chunk);
    },
    flush: (done) => done(size === undefined || size === seen ? null : cutShort(seen, size)),
  });
}
