import { readWireBody } from '@millrace/service-kit/http/body';
import { readQuery } from '@millrace/service-kit/http/query';
import type { FastifyRequest } from 'fastify';

/** Whether a request's JSON or query has the field at all: an empty list counts, which the parsed message does not tell. */
export function hasRawField(request: FastifyRequest, names: readonly string[]): boolean {
  const query = readQuery(request);
  if (request.method === 'GET' && Object.keys(query).length > 0)
    return names.some((name) => query[name] !== undefined);
  const body = readWireBody(request);
  return typeof body === 'object' && body !== null && names.some((name) => Object.hasOwn(body, name));
}
