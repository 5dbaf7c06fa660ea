import type { IncomingMessage } from 'node:http';
import { errorReply } from '../scorers/replies.ts';
import type { ScoringReply } from '../scorers/scorer.ts';

/** 413, which says how much may be sent. */
export function tooLarge(maxBytes: number): ScoringReply {
  const reply = errorReply(
    'BAD_REQUEST',
    `The body is larger than the ${maxBytes} bytes that are taken.`,
    413,
  );
  return { ...reply, headers: { ...reply.headers, connection: 'close' } };
}

/** The whole body of a request; undefined when it is larger than the bound. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
