import { Logger } from '@nestjs/common';
import { context } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from '../config/http-settings.ts';
import { requestContext } from '../logs/request-context.ts';
import type { Stopping } from '../lifecycle/stopping.ts';
import type { RequestTimes } from '../metrics/request-times.ts';
import { answerCors, answerPreflight } from '../security/cors.ts';
import { RequestGuard } from '../security/request-guard.ts';
import { isTracing, RequestSpans } from '../tracing/request-spans.ts';
import { workspaceRefusal } from './workspace-header.ts';

const writeJson = (payload: unknown): string =>
  typeof payload === 'string' ? payload : JSON.stringify(payload);

/** RFC 9110: a type and a subtype, and perhaps parameters. */
const MEDIA_TYPE = /^\s*[\w!#$%&'*.^`|~+-]+\/[\w!#$%&'*.^`|~+-]+\s*(?:;|$)/;

/** What happens to every request. It stands on the hot path: one hook at each end, nothing that can be done once. */
export function addRequestHooks(
  fastify: FastifyInstance,
  settings: HttpSettings,
  times: RequestTimes,
  stopping: Stopping,
): void {
  const guard = new RequestGuard(settings);
  const frameOptions = settings.MILLRACE_FRAME_OPTIONS;
  const spans = isTracing() ? new RequestSpans() : undefined;

  fastify.addHook('onRequest', (request, reply, done) => {
    // A serializer of our own keeps Fastify from adding a charset to the content type of JSON: MLflow gives none.
    reply
      .serializer(writeJson)
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff');
    if (frameOptions !== 'NONE') reply.header('x-frame-options', frameOptions);
    // A client that keeps its connection would never be sent elsewhere.
    if (stopping.leaving) reply.header('connection', 'close');
    const path = request.url;
    const refusal = guard.refusal(request.method, path, request.headers) ?? workspaceRefusal(request);
    if (refusal) return done(refusal);
    // Fastify refuses what is no content type at once; to MLflow it is one that is not JSON, and matters to few routes.
    const contentType = request.headers['content-type'];
    if (contentType !== undefined && !MEDIA_TYPE.test(contentType))
      request.headers['content-type'] = 'application/octet-stream';
    if (request.headers.origin !== undefined) {
      answerCors(guard, request, reply);
      if (answerPreflight(request, reply)) return;
    }
    if (request.method === 'OPTIONS' && request.is404) {
      const methods = fastify.routeTable.methodsOf(path.split('?', 1)[0] ?? '');
      if (methods.length > 0) return void reply.header('allow', methods.join(', ')).code(204).send();
    }
    if (spans === undefined) requestContext.run(request.id, done);
    else context.with(spans.begin(request), () => requestContext.run(request.id, done));
  });

  const logger = new Logger('http');
  const logsAll = settings.MILLRACE_LOG_LEVEL === 'debug';
  const slowMs = settings.MILLRACE_SLOW_REQUEST_MS;

  fastify.addHook('onResponse', (request, reply, done) => {
    const took = reply.elapsedTime;
    spans?.end(request, reply);
    const { method, url, config } = request.routeOptions;
    if (config.endless) return done();
    times.observe(
      config,
      typeof method === 'string' ? method : 'ANY',
      url ?? '',
      reply.statusCode,
      took / 1000,
    );
    if (took > slowMs)
      logger.warn(`Slow: ${request.method} ${request.url.slice(0, 500)} took ${Math.round(took)} ms`);
    else if (logsAll)
      logger.debug(
        `${request.method} ${request.url.slice(0, 500)} ${reply.statusCode} ${took.toFixed(1)} ms`,
      );
    done();
  });
}
