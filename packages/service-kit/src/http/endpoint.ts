import {
  applyDecorators,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Creates } from '../idempotency/creates.ts';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.ts';
import type { AccessRule } from '../security/access.ts';
import { DIRECT_ENDPOINTS } from './direct-endpoints.ts';
import { JSON_SCHEMAS } from './json-body.ts';
import type { FastifyContextConfig } from './route-config.ts';
import { WIRE_MESSAGES } from './wire-messages.ts';

export const ENDPOINT_ACCESS = 'millrace:access';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface EndpointOptions {
  /** The largest body, in bytes, in place of the service's own limit. */
  readonly maxBodyBytes?: number;
  /** Its answer goes on for as long as the client wants, as streams of events do. */
  readonly endless?: boolean;
  /** One line on what it does, for the OpenAPI document. */
  readonly summary?: string;
  /**
   * Asked so often that routing costs more than the work: plain requests are answered past Fastify. The handler of such a POST takes
   * a `WireRequest` as its one argument (`@Req()`), and returns JSON that is already written.
   */
  readonly direct?: boolean;
  /** Set for a route that makes something: it takes an Idempotency-Key. */
  readonly creates?: Creates;
}

/**
 * A route of the REST API: its method, its whole path, and who may call it. Answers 200 and JSON unless the handler says
 * otherwise; a handler that returns text returns JSON that is already written.
 */
export function Endpoint(
  method: Method,
  path: string,
  access: AccessRule,
  options: EndpointOptions = {},
): MethodDecorator {
  const { direct = false, ...config } = options;
  return applyDecorators(
    route(method, path, access, config),
    HttpCode(200),
    Header('content-type', 'application/json'),
    ...(direct ? [noteDirect(path)] : []),
  );
}

/**
 * A route whose handler takes the body as a stream (`@UploadBody()`), within the upload limits of the settings. Answers 200
 * without a content type of its own.
 */
export function UploadEndpoint(
  method: Method,
  path: string,
  access: AccessRule,
  options: EndpointOptions = {},
): MethodDecorator {
  return applyDecorators(route(method, path, access, { ...options, rawBody: true }), HttpCode(200));
}

function noteDirect(path: string): MethodDecorator {
  return (target, key) => {
    const paths = DIRECT_ENDPOINTS.get(target) ?? new Map<string | symbol, string>();
    DIRECT_ENDPOINTS.set(target, paths.set(key, path));
  };
}

function route(
  method: Method,
  path: string,
  access: AccessRule,
  config: Pick<FastifyContextConfig, 'creates' | 'endless' | 'maxBodyBytes' | 'rawBody' | 'summary'>,
): MethodDecorator {
  return (target, key, descriptor) => {
    const message = WIRE_MESSAGES.get(target)?.get(key);
    const schema = JSON_SCHEMAS.get(target)?.get(key);
    applyDecorators(
      RequestMapping({ method: RequestMethod[method], path }),
      SetMetadata(ENDPOINT_ACCESS, access),
      RouteConfig({ access, ...config, ...(message && { message }), ...(schema && { schema }) }),
      ...(intercepted(config.creates) ? [UseInterceptors(IdempotencyInterceptor)] : []),
    )(target, key, descriptor);
  };
}

function intercepted(creates: Creates | undefined): boolean {
  return creates === 'in-transaction' || creates === 'elsewhere';
}
