// SQLSTATE class 08 (connection), 57P (server shutting down, crashed, or starting up), and what the socket says.
const LOST = /^(08|57P)/;
const LOST_SOCKET =
  /ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Connection terminated|connection timeout/i;

/**
 * BullMQ waits before it retries after a lost connection, but knows one only by ECONNREFUSED, Redis's usual sign; on
 * any other error a worker tries again at once, and would spin while PostgreSQL restarts. So all of them get that code.
 */
export function asConnectionError(error: Error & { code?: string }): Error {
  const lost = LOST.test(error.code ?? '') || LOST_SOCKET.test(`${error.code ?? ''} ${error.message}`);
  if (!lost) return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNREFUSED' });
}
