import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { MlflowError } from '@millrace/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoredFile } from '@millrace/artifact-stores/store/artifact-store';
import { readRange } from './byte-range.ts';
import { contentDisposition } from '@millrace/artifact-stores/downloads/content-disposition';
import { contentTypeOf } from '@millrace/artifact-stores/downloads/media-types';

/** To be shown in place of saved. Whoever asks for it must keep what is shown out of the server's origin. */
export interface Shown {
  readonly contentType: string;
}

/**
 * Answers with a file, or the part of it that a Range header asks for; as an attachment unless `shown`: in the server's own
 * origin, a page among the artifacts could act for whoever looks at it. `name` is the artifact's path or name.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StoredFile,
  name: string,
  shown?: Shown,
): Promise<void> {
  const etag = `"${file.etag}"`;
  reply.headers({
    'content-type': shown?.contentType ?? contentTypeOf(name),
    'content-disposition': shown ? 'inline' : contentDisposition(posix.basename(name)),
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'last-modified': file.modified.toUTCString(),
    etag,
  });
  if (isKnown(request, etag, file.modified)) {
    await file.close();
    return void reply.removeHeader('content-type').status(304).send();
  }
  // If-Range: a part is wanted only of the version that the client has parts of already.
  const ifRange = request.headers['if-range'];
  const isCurrent = ifRange === undefined || ifRange === etag || ifRange === file.modified.toUTCString();
  const range = isCurrent ? readRange(request.headers.range, file.size) : undefined;
  if (range === 'malformed' || range === 'beyond') {
    await file.close();
    return refuseRange(reply, range, file.size);
  }
  if (range !== undefined)
    reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`);
  reply.header('content-length', range === undefined ? file.size : range.end - range.start + 1);
  if (request.method !== 'HEAD') return void reply.send(await file.read(range));
  await file.close();
  // An empty stream is the body that leaves the length above alone.
  return void reply.send(Readable.from([]));
}

function refuseRange(reply: FastifyReply, fault: 'malformed' | 'beyond', size: number): void {
  for (const name of ['content-disposition', 'etag', 'last-modified']) reply.removeHeader(name);
  if (fault === 'malformed')
    throw new MlflowError('BAD_REQUEST', 'Malformed range header: give one such as "bytes=0-1023".');
  reply
    .status(416)
    .headers({ 'content-range': `bytes */${size}`, 'content-type': 'text/plain; charset=utf-8' })
    .send('');
}

/** The client has this version: by its tag or, where it gives none, by the time. */
function isKnown({ headers }: FastifyRequest, etag: string, modified: Date): boolean {
  if (headers['if-none-match'] !== undefined) return matches(headers['if-none-match'], etag);
  // Times of HTTP have whole seconds.
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
