import type { IncomingMessage } from 'node:http';

/** What a receiver answered. */
export interface Answer {
  readonly status: number;
  /** The start of it: the rest is not read. */
  readonly body: string;
  readonly location?: string;
}

const MAX_BODY_BYTES = 64 * 1024;

/** Reads an answer, at most 64 KiB of its body; then the connection is closed. */
export async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_BODY_BYTES) break;
  }
  response.destroy();
  const body = Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString();
  const { location } = response.headers;
  return { status: response.statusCode ?? 0, body, ...(location === undefined ? {} : { location }) };
}
