import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ScoringReply } from '../scorers/scorer.ts';

let date = '';
let dateAt = 0;

/** Writes an answer of HTTP/1.1; `last` ends the connection after it. */
export function writeReply(socket: Socket, { status, headers, body }: ScoringReply, last: boolean): void {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  head += `date: ${httpDate()}\r\ncontent-length: ${length}\r\n${last ? 'connection: close\r\n' : ''}\r\n`;
  if (typeof body === 'string') socket.write(head + body);
  else socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  if (last) socket.end();
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
