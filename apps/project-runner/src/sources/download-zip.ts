import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ProjectError } from '../mlproject/project-error.ts';

/** Fetches an archive over http or https into a file, within a size and a time. Rejects with ProjectError. */
export async function downloadZip(
  url: string,
  file: string,
  limits: { readonly maxBytes: number; readonly timeoutMs: number; readonly credentials: string | undefined },
): Promise<void> {
  const { credentials, maxBytes, timeoutMs } = limits;
  const headers = {
    ...(credentials !== undefined && {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    }),
  };
  let received = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > maxBytes)
        done(new ProjectError(`The zip archive at ${url} is larger than ${maxBytes} bytes.`));
      else done(null, chunk);
    },
  });
  try {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok || answer.body === null)
      throw new ProjectError(
        `The zip archive at ${url} cannot be fetched: the server answered ${answer.status}.`,
      );
    await pipeline(Readable.from(answer.body), bounded, createWriteStream(file));
  } catch (error) {
    if (error instanceof ProjectError) throw error;
    const cause = (error as { cause?: { message?: string } }).cause?.message ?? (error as Error).message;
    throw new ProjectError(`The zip archive at ${url} cannot be fetched: ${cause}.`);
  }
}
