import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestGuard } from './request-guard.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const PREFLIGHT_SECONDS = '600';

/** Tells a browser that a page of an allowed origin may read the answer. Does nothing for the server's own pages. */
export function answerCors(guard: RequestGuard, request: FastifyRequest, reply: FastifyReply): void {
  const { origin, host = '' } = request.headers;
  if (origin === undefined || guard.isOwnOrigin(origin, host, request.headers)) return;
  if (!guard.origins.has(origin)) return;
  reply.header('vary', 'Origin').header('access-control-expose-headers', '*');
  // A browser sends no credentials to whoever allows every origin; naming each of them instead would undo that.
  if (guard.origins.any) reply.header('access-control-allow-origin', '*');
  else reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
}

/** Whether a request asks what a page of another origin may send; if so it is answered. */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply): boolean {
  const { headers } = request;
  if (request.method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return false;
  void reply
    .header('access-control-allow-methods', METHODS)
    .header('access-control-allow-headers', headers['access-control-request-headers'] ?? '*')
    .header('access-control-max-age', PREFLIGHT_SECONDS)
    .code(204)
    .send();
  return true;
}
