import { type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** An answer whose body is there whole. */
export interface PlainAnswer {
  readonly status: number;
  /** All but those of the connection, the date and the body's length. */
  readonly headers: Readonly<OutgoingHttpHeaders>;
  readonly body: Buffer | string;
}

let date = '';
let dateAt = 0;

/** Writes an answer of HTTP/1.1; `keepAlive` is what it says of a connection that stays, without it the connection ends. */
export function writeAnswer(
  socket: Socket,
  { status, headers, body }: PlainAnswer,
  keepAlive: string | undefined,
): void {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (const name in headers) head += `${name}: ${String(headers[name])}\r\n`;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  head += `date: ${httpDate()}\r\ncontent-length: ${length}\r\n${keepAlive ?? 'connection: close\r\n'}\r\n`;
  if (typeof body === 'string') socket.write(head + body);
  else socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  if (keepAlive === undefined) socket.end();
}

/** The second that it is, as HTTP writes it; making that text takes longer than reading a request. */
function httpDate(): string {
  const now = Date.now();
  if (now - dateAt >= 1000) {
    dateAt = now - (now % 1000);
    date = new Date(dateAt).toUTCString();
  }
  return date;
}
