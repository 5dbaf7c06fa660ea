import type { Socket } from 'node:net';
import { type ErrorCode, errorBody } from '@millrace/contracts/errors';

const ANSWERS: Readonly<Record<string, readonly [status: string, code: ErrorCode, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'BAD_REQUEST',
    'The URL and headers are too large.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'DEADLINE_EXCEEDED',
    'The request did not arrive in time.',
  ],
};
const MALFORMED = ['400 Bad Request', 'BAD_REQUEST', 'This is not a valid HTTP request.'] as const;

/** Answers what Node's HTTP parser refuses, before there is a request: in MLflow's error shape as well. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const [status, error_code, message] = ANSWERS[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify(errorBody(error_code, message));
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  );
}
