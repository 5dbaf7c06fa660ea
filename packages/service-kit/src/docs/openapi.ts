import { MLFLOW_VERSION } from '@millrace/contracts/mlflow-version';
import type { Shape } from '@millrace/contracts/wire/field';
import { MAX_KEY_LENGTH } from '../idempotency/creates.ts';
import type { Route } from '../http/route-table.ts';
import { type JsonSchema, MessageSchemas } from './json-schema.ts';
import { bodyOf, queryParameters } from './zod-schema.ts';

const ERROR: JsonSchema = {
  type: 'object',
  required: ['error_code', 'message'],
  properties: { error_code: { type: 'string' }, message: { type: 'string' } },
};

const KEY_PARAMETER: JsonSchema = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Any text that no other request has, such as a UUID: the same request with the same key is carried out once and answered ' +
    'alike, 422 says that the key was for another request, 409 that the first one is still in progress.',
  schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
};

/** An OpenAPI 3.1 document of an application's routes; messages are described by what parses them. */
export function openApiDocument(name: string, routes: readonly Route[]): JsonSchema {
  const messages = new MessageSchemas();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of documented(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, path, messages);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Millrace ${name}`,
      version: MLFLOW_VERSION,
      description: `Speaks the REST protocol of MLflow ${MLFLOW_VERSION}. Everything under /api is also there under /ajax-api.`,
    },
    paths,
    components: { schemas: { ...messages.schemas, Error: ERROR } },
  };
}

/** HEAD and OPTIONS go without saying, and what answers every path is no endpoint. */
export function documented(routes: readonly Route[]): Route[] {
  return routes.filter(({ method, path }) => method !== 'HEAD' && method !== 'OPTIONS' && path !== '/*');
}

/** What a route is about, in a word: the segment of its path after the protocol's own. */
export function tagOf(path: string): string {
  const match = /^\/api\/(?:\d\.\d\/)?(?:mlflow\/)?([^/:*]+)/.exec(path);
  return match?.[1] ?? (path.startsWith('/v1/') ? 'traces' : 'service');
}

function operation(route: Route, path: string, messages: MessageSchemas): JsonSchema {
  const { access, message, schema, summary, rawBody, creates } = route.config;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const isGet = route.method === 'GET';
  const query = isGet ? (message ? queryOf(message.fields, messages) : queryParameters(schema)) : [];
  const parameters = [...inPath, ...query, ...(creates === undefined ? [] : [KEY_PARAMETER])];
  return {
    operationId: `${route.method.toLowerCase()} ${route.path}`.replace(/[^a-zA-Z0-9]+/g, '_'),
    tags: [tagOf(route.path)],
    ...(summary !== undefined && { summary }),
    ...(parameters.length > 0 && { parameters }),
    ...(message &&
      !isGet && {
        requestBody: { content: { 'application/json': { schema: messages.reference(message) } } },
      }),
    ...(schema && !isGet && { requestBody: { content: { 'application/json': { schema: bodyOf(schema) } } } }),
    ...(rawBody === true && {
      requestBody: {
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    responses: {
      200: { description: 'Done.' },
      default: {
        description: 'What was wrong.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
    'x-millrace-access': access,
  };
}

function queryOf(fields: Shape, messages: MessageSchemas): JsonSchema[] {
  return Object.entries(fields).map(([name, field]) => ({
    name,
    in: 'query',
    schema: messages.field(field),
  }));
}
