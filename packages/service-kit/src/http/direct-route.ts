import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import { errorBody } from '@millrace/contracts/errors';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from '../config/http-settings.ts';
import { requestContext } from '../logs/request-context.ts';
import type { Stopping } from '../lifecycle/stopping.ts';
import type { RequestTimes } from '../metrics/request-times.ts';
import { RequestGuard } from '../security/request-guard.ts';
import { isTracing } from '../tracing/request-spans.ts';
import { errorAnswer, logFault } from './error-answer.ts';
import { readBytes } from './read-bytes.ts';

export interface DirectRequest {
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

export interface DirectAnswer {
  readonly status: number;
  readonly headers: Readonly<OutgoingHttpHeaders>;
  readonly body: Buffer | string;
}

/** Answers a request whose body has been read. */
export type AnswerDirectly = (request: DirectRequest) => Promise<DirectAnswer>;

/**
 * A POST that is answered before Fastify sees it: for routes that are asked tens of thousands of times a second, where routing and
 * hooks cost more than the work. The same route must be there for Fastify too, which gets every request that is not the plain case.
 */
export interface DirectRoute {
  /** The route's name in metrics, as Fastify has it. */
  readonly route: string;
  /** Who answers the request to this address; undefined leaves it to Fastify, as are errors in the address. */
  find(url: string): AnswerDirectly | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    answerDirectly(route: DirectRoute): void;
  }
}

export interface DirectContext {
  readonly times: RequestTimes;
  readonly stopping: Stopping;
  readonly idOf: (request: IncomingMessage) => string;
}

/** Gives the application `answerDirectly`. What all requests get (guard, headers, limits, times) direct ones get as well. */
export function addDirectRoutes(
  fastify: FastifyInstance,
  settings: HttpSettings,
  { times, stopping, idOf }: DirectContext,
): void {
  const routes: DirectRoute[] = [];
  const guard = new RequestGuard(settings);
  const limits = {
    maxBytes: settings.MILLRACE_MAX_BODY_BYTES,
    timeoutMs: settings.MILLRACE_REQUEST_TIMEOUT_SECONDS * 1000,
  };
  const common: OutgoingHttpHeaders = { 'x-content-type-options': 'nosniff' };
  if (settings.MILLRACE_FRAME_OPTIONS !== 'NONE') common['x-frame-options'] = settings.MILLRACE_FRAME_OPTIONS;
  const logger = new Logger('http');

  // A trace needs the hooks.
  const tracing = isTracing();
  const isPlain = ({ method = '', url = '', headers }: IncomingMessage): boolean =>
    !tracing &&
    headers.origin === undefined &&
    headers.expect === undefined &&
    headers['transfer-encoding'] === undefined &&
    headers['x-mlflow-workspace'] === undefined &&
    Number(headers['content-length']) <= limits.maxBytes &&
    guard.refusal(method, url, headers) === undefined;

  const take = (
    direct: DirectRoute,
    answer: AnswerDirectly,
    request: IncomingMessage,
    response: ServerResponse,
  ): void => {
    const startedMs = performance.now();
    const id = idOf(request);
    const send = ({ status, headers, body }: DirectAnswer): void => {
      const seconds = (performance.now() - startedMs) / 1000;
      times.observe(direct, 'POST', direct.route, status, seconds);
      if (seconds * 1000 > settings.MILLRACE_SLOW_REQUEST_MS)
        logger.warn(`Slow: POST ${request.url?.slice(0, 500)} took ${Math.round(seconds * 1000)} ms`);
      if (response.destroyed) return;
      const length = Buffer.byteLength(body);
      if (stopping.leaving) response.setHeader('connection', 'close');
      response.writeHead(status, { 'x-request-id': id, ...common, ...headers, 'content-length': length });
      response.end(body);
    };
    const fail = (error: unknown, headers: OutgoingHttpHeaders = {}): void => {
      const told = errorAnswer(error, id);
      if (told.unexpected) logFault(logger, error, told, `POST ${request.url}`);
      const { status, error_code, message, error_class } = told;
      const body = JSON.stringify(errorBody(error_code, message, error_class));
      send({ status, headers: { 'content-type': 'application/json', ...headers }, body });
    };
    const reply = async (body: Buffer): Promise<void> => {
      try {
        send(await answer({ contentType: request.headers['content-type'], body }));
      } catch (error) {
        fail(error);
      }
    };
    readBytes(request, Number(request.headers['content-length']), limits, (error, body) => {
      if (body) void requestContext.run(id, reply, body);
      // What is left of the body is not wanted.
      else fail(error, { connection: 'close' });
    });
  };

  fastify.decorate('answerDirectly', (route: DirectRoute) => {
    if (routes.push(route) === 1) intercept(fastify.server, handle);
  });

  function handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'POST') return false;
    for (const route of routes) {
      const answer = route.find(request.url ?? '');
      if (answer === undefined) continue;
      if (!isPlain(request)) return false;
      take(route, answer, request, response);
      return true;
    }
    return false;
  }
}

/** Has `handle` look at each request before those who listened for them so far. */
function intercept(
  server: Server,
  handle: (request: IncomingMessage, response: ServerResponse) => boolean,
): void {
  const before = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!handle(request, response)) for (const listener of before) listener.call(server, request, response);
  });
}
