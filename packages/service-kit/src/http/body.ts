import { invalidParameter } from '@millrace/contracts/errors';
import { parseJson } from '@millrace/contracts/wire/json';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpSettings } from '../config/http-settings.ts';
import { isDeeperThan } from './json-depth.ts';
import { readBytes } from './read-bytes.ts';
import './upload-stream.ts';

/** Deeper than any message of MLflow's; protobuf's own parser gives up at 100 levels. */
const MAX_JSON_DEPTH = 200;

/** What a handler of MLflow's protocol reads of a request. */
export type WireRequest = Pick<FastifyRequest, 'method' | 'headers' | 'query' | 'body'>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Keeps bodies as bytes, whatever their content type: MLflow reads JSON only where a handler asks for it, and takes
 * broken JSON for none. Upload routes (config `rawBody`) get a stream instead that nothing has read yet.
 */
export function keepBodiesAsBytes(fastify: FastifyInstance, settings: HttpSettings): void {
  const timeoutMs = settings.MILLRACE_REQUEST_TIMEOUT_SECONDS * 1000;
  const usual = { maxBytes: settings.MILLRACE_MAX_BODY_BYTES, timeoutMs };
  fastify.decorate('uploadLimits', {
    maxBytes: settings.MILLRACE_MAX_UPLOAD_BYTES,
    idleMs: settings.MILLRACE_UPLOAD_IDLE_SECONDS * 1000,
  });
  // MLflow reads the body of a GET as well, where there is no query.
  fastify.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request, payload, done) => {
    const { rawBody, maxBodyBytes } = request.routeOptions.config;
    if (rawBody) return done(null, payload);
    const limits = maxBodyBytes === undefined ? usual : { maxBytes: maxBodyBytes, timeoutMs };
    readBytes(payload, Number(request.headers['content-length'] ?? NaN), limits, done);
  });
}

/**
 * The JSON of a request's body as MLflow's handlers see it: undefined when there is none or it is broken, decoded a second
 * time when it is a JSON string (older clients encode twice). POST and PUT must say that they send JSON.
 */
export function readWireBody(request: WireRequest): unknown {
  if (request.method === 'POST' || request.method === 'PUT') requireJson(request.headers['content-type']);
  const json = parseBytes(request.body);
  if (typeof json !== 'string') return json;
  const inner = Buffer.from(json);
  refuseDeep(inner);
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
  refuseDeep(body);
  try {
    return parseJson(utf8.decode(body));
  } catch {
    return undefined;
  }
}

function refuseDeep(json: Buffer): void {
  if (isDeeperThan(MAX_JSON_DEPTH, json))
    throw invalidParameter(`The request body is nested more than ${MAX_JSON_DEPTH} levels deep.`);
}
