import { invalidParameter } from '@millrace/contracts/errors';
import { parseJson } from '@millrace/contracts/wire/json';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Keeps bodies as bytes, whatever their content type: MLflow reads JSON only where a handler asks for it, and takes
 * broken JSON for none. Uploads are routes of their own that take the stream.
 */
export function keepBodiesAsBytes(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/**
 * The JSON of a request's body as MLflow's handlers see it: undefined when there is none or it is broken, decoded a second
 * time when it is a JSON string (older clients encode twice). POST and PUT must say that they send JSON.
 */
export function readWireBody(request: FastifyRequest): unknown {
  if (request.method === 'POST' || request.method === 'PUT') requireJson(request.headers['content-type']);
  const json = parseBytes(request.body);
  if (typeof json !== 'string') return json;
  try {
    return parseJson(json);
  } catch {
    throw invalidParameter('The request body is a JSON string that does not hold JSON; send a JSON object.');
  }
}

function requireJson(contentType: string | undefined): void {
  if (contentType === undefined) throw invalidParameter('Bad Request. Content-Type header is missing.');
  if (contentType.split(';')[0] !== 'application/json')
    throw invalidParameter("Bad Request. Content-Type must be one of ['application/json'].");
}

function parseBytes(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined;
  try {
    return parseJson(utf8.decode(body));
  } catch {
    return undefined;
  }
}
