import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ConsoleLogger, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HttpSettings } from '../config/http-settings.ts';
import { keepBodiesAsBytes } from './body.ts';
import { ErrorFilter } from './error.filter.ts';

/** Builds a service's HTTP application around its module, with all that services do alike. Does not listen yet. */
export async function createApp(
  module: Type | DynamicModule,
  settings: HttpSettings,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: settings.MILLRACE_MAX_BODY_BYTES,
    requestTimeout: settings.MILLRACE_REQUEST_TIMEOUT_SECONDS * 1000,
    routerOptions: { maxParamLength: 5_000, ignoreDuplicateSlashes: false },
    genReqId: (request: IncomingMessage) => requestId(request.headers['x-request-id']),
    rewriteUrl: (request: IncomingMessage) => withoutAjaxPrefix(request.url ?? '/'),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new ConsoleLogger({ json: true, logLevels: ['log', 'warn', 'error', 'fatal'] }),
  });
  keepBodiesAsBytes(adapter.getInstance());
  app.useGlobalFilters(new ErrorFilter());
  app.enableShutdownHooks();
  return app;
}

/** The caller's own id is kept when it is harmless in a log. */
function requestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{1,64}$/.test(header) ? header : randomUUID();
}

/** MLflow's web interface calls every route under /ajax-api as well. */
function withoutAjaxPrefix(url: string): string {
  return url.startsWith('/ajax-api/') ? `/api/${url.slice('/ajax-api/'.length)}` : url;
}
