import type {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  Server,
  ServerResponse,
} from 'node:http';
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
import { addPlainConnections } from './plain/plain-connections.ts';
import type { PlainAnswer } from './plain/write-answer.ts';
import { readBytes } from './read-bytes.ts';

export interface DirectRequest {
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

export type DirectAnswer = PlainAnswer;

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
  readonly idOf: (headers: IncomingHttpHeaders) => string;
}

/** A request that is answered directly. */
interface Found {
  readonly direct: DirectRoute;
  readonly answer: AnswerDirectly;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly startedMs: number;
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
  const isPlain = (url: string, headers: IncomingHttpHeaders): boolean =>
    !tracing &&
    headers.origin === undefined &&
    headers.expect === undefined &&
    headers['transfer-encoding'] === undefined &&
    headers['x-mlflow-workspace'] === undefined &&
    Number(headers['content-length']) <= limits.maxBytes &&
    guard.refusal('POST', url, headers) === undefined;

  const find = (method: string | undefined, url: string, headers: IncomingHttpHeaders): Found | undefined => {
    if (method !== 'POST') return undefined;
    for (const direct of routes) {
      const answer = direct.find(url);
      if (answer === undefined) continue;
      return isPlain(url, headers)
        ? { direct, answer, url, headers, startedMs: performance.now() }
        : undefined;
    }
    return undefined;
  };

  /** The answer to a request, of which `getBody` says what is wrong with its body; never rejects. */
  const answerTo = (found: Found, getBody: () => Buffer): Promise<DirectAnswer> => {
    const { direct, url, headers, startedMs } = found;
    const id = idOf(headers);
    const finish = ({ status, headers: own, body }: DirectAnswer): DirectAnswer => {
      const seconds = (performance.now() - startedMs) / 1000;
      times.observe(direct, 'POST', direct.route, status, seconds);
      if (seconds * 1000 > settings.MILLRACE_SLOW_REQUEST_MS)
        logger.warn(`Slow: POST ${url.slice(0, 500)} took ${Math.round(seconds * 1000)} ms`);
      return { status, headers: { 'x-request-id': id, ...common, ...own }, body };
    };
    return requestContext.run(id, async () => {
      try {
        return finish(await found.answer({ contentType: headers['content-type'], body: getBody() }));
      } catch (error) {
        const told = errorAnswer(error, id);
        if (told.unexpected) logFault(logger, error, told, `POST ${url}`);
        const { status, error_code, message, error_class } = told;
        const body = JSON.stringify(errorBody(error_code, message, error_class));
        return finish({ status, headers: { 'content-type': 'application/json' }, body });
      }
    });
  };

  const { server } = fastify;
  const respond = async (found: Found, response: ServerResponse, getBody: () => Buffer): Promise<void> => {
    const { status, headers, body } = await answerTo(found, getBody);
    if (response.destroyed) return;
    if (stopping.leaving) response.setHeader('connection', 'close');
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  };
  const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    const found = find(request.method, request.url ?? '', request.headers);
    if (found === undefined) return false;
    readBytes(request, Number(request.headers['content-length']), limits, (error, body) => {
      // What is left of a body that could not be read is not wanted.
      if (error) response.setHeader('connection', 'close');
      void respond(found, response, () => {
        if (body === undefined) throw error as Error;
        return body;
      });
    });
    return true;
  };

  fastify.decorate('answerDirectly', (route: DirectRoute) => {
    if (routes.push(route) > 1) return;
    intercept(server, handle);
    addPlainConnections(server, {
      find({ method, url, headers }) {
        const found = find(method, url, headers);
        return found && ((body) => answerTo(found, () => body));
      },
      isLeaving: () => stopping.leaving,
      busyMs: limits.timeoutMs,
    });
  });
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
