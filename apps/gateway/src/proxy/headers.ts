import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { traceHeaders } from '@millrace/service-kit/tracing/request-spans';
import type { FastifyRequest } from 'fastify';

/** They are about one connection (RFC 9110, 7.6.1), or about who may send a request, which the gateway has judged already. */
const NOT_FORWARDED = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const NOT_RETURNED = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that an upstream gets: the client's, who the client is, and the id under which all logs know the request. */
export function upstreamHeaders(request: FastifyRequest): Record<string, string | string[]> {
  const given = request.headers;
  const named = namedByConnection(given);
  const headers: Record<string, string | string[]> = {};
  for (const name in given) {
    const value = given[name];
    if (value !== undefined && !NOT_FORWARDED.has(name) && !named?.has(name)) headers[name] = value;
  }
  const via = given['x-forwarded-for'];
  const client = request.socket.remoteAddress ?? '';
  headers['x-forwarded-for'] = via === undefined ? client : `${String(via)}, ${client}`;
  headers['x-forwarded-host'] ??= given.host ?? '';
  headers['x-forwarded-proto'] ??= 'http';
  headers['x-request-id'] = request.id;
  return Object.assign(headers, traceHeaders());
}

export function returnedHeaders(given: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = namedByConnection(given);
  const headers: OutgoingHttpHeaders = {};
  for (const name in given) if (!NOT_RETURNED.has(name) && !named?.has(name)) headers[name] = given[name];
  return headers;
}

/** `Connection: x-one` makes `x-one` a header of that connection alone. */
function namedByConnection({ connection }: IncomingHttpHeaders): Set<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return new Set(
    connection
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  );
}
