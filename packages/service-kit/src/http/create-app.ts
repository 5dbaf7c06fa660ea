import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from '../config/http-settings.ts';
import { addDocsRoutes } from '../docs/docs-routes.ts';
import { addHealthRoutes } from '../health/health-routes.ts';
import { Readiness } from '../health/readiness.ts';
import { KitModule } from '../kit.module.ts';
import { Stopping } from '../lifecycle/stopping.ts';
import { ServiceLogger } from '../logs/service-logger.ts';
import { dependencyMetrics } from '../metrics/dependency-metrics.ts';
import { Metrics } from '../metrics/metrics.ts';
import { addMetricsRoute } from '../metrics/metrics-route.ts';
import { keepBodiesAsBytes } from './body.ts';
import { answerClientError } from './client-error.ts';
import { addDirectEndpoints } from './direct-endpoints.ts';
import { addDirectRoutes } from './direct-route.ts';
import { ErrorFilter } from './error.filter.ts';
import { addRequestHooks } from './request-hooks.ts';
import { collectRoutes } from './route-table.ts';

export interface AppOptions {
  /** The service's name, in its logs and documents. */
  readonly name?: string;
  readonly logger?: LoggerService;
}

/** Long queries ask for the histories of a hundred runs; 64 KiB is also what MLflow's own server takes. */
const MAX_HEADER_BYTES = 64 * 1024;
const HEADERS_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 75_000;

/** Builds a service's HTTP application around its module, with all that services do alike. Does not listen yet. */
export async function createApp(
  module: Type | DynamicModule,
  settings: HttpSettings,
  { name = 'millrace', logger = new ServiceLogger(name, settings) }: AppOptions = {},
): Promise<NestFastifyApplication> {
  const filter = new ErrorFilter();
  const adapter = new FastifyAdapter({
    bodyLimit: settings.MILLRACE_MAX_BODY_BYTES,
    // Bodies and uploads have time limits of their own; this one is for connections on which nothing moves.
    requestTimeout: 0,
    connectionTimeout: settings.MILLRACE_REQUEST_TIMEOUT_SECONDS * 1000,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: 5000,
    },
    // Requests that come while the server stops are still answered; the connection is closed after them.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 5_000, ignoreDuplicateSlashes: false },
    genReqId: ({ headers }: IncomingMessage) => idOf(headers),
    rewriteUrl: (request: IncomingMessage) => routedUrl(request.url ?? '/'),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      filter.answer(error, request, reply),
    // No service uses Nest's middleware, which would cost every request.
    skipMiddie: true,
  });
  const fastify = adapter.getInstance();
  collectRoutes(fastify);
  keepBodiesAsBytes(fastify, settings);
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: class AppModule {}, imports: [KitModule, module] },
    adapter,
    { bodyParser: false, abortOnError: false, logger },
  );
  const metrics = app.get(Metrics);
  metrics.add(dependencyMetrics(app.get(Readiness)));
  const stopping = app.get(Stopping);
  addRequestHooks(fastify, settings, metrics.requestTimes, stopping);
  addDirectRoutes(fastify, settings, { times: metrics.requestTimes, stopping, idOf });
  addDirectEndpoints(app);
  addHealthRoutes(fastify, app.get(Readiness), stopping);
  addMetricsRoute(fastify, metrics);
  addDocsRoutes(fastify, name);
  app.useGlobalFilters(filter);
  return app;
}

/** The caller's own id is kept when it is harmless in a log. */
function idOf(headers: IncomingHttpHeaders): string {
  const header = headers['x-request-id'];
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : randomUUID();
}

/** MLflow's web interface calls every route under /ajax-api as well; an address that ends in a slash makes two of it. */
function routedUrl(given: string): string {
  const url = given.startsWith('//') ? given.replace(/^\/+/, '/') : given;
  return url.startsWith('/ajax-api/') ? `/api/${url.slice('/ajax-api/'.length)}` : url;
}
