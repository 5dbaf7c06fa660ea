import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readJson, readQueryOf } from './read-json.ts';

/** The schema of what each handler takes, by class and method: the OpenAPI document is written from them. */
export const JSON_SCHEMAS = new WeakMap<object, Map<string | symbol, z.ZodType>>();

/** The request's body as JSON that a schema has checked: `@JsonBody(CreateDeployment)`. */
export function JsonBody(schema: z.ZodType): ParameterDecorator {
  return noted(schema, (request) => readJson(schema, request));
}

/** The request's query, checked by a schema of texts. */
export function QueryOf(schema: z.ZodType): ParameterDecorator {
  return noted(schema, (request) => readQueryOf(schema, request));
}

function noted(schema: z.ZodType, read: (request: FastifyRequest) => unknown): ParameterDecorator {
  const decorate = createParamDecorator((_: unknown, context: ExecutionContext) =>
    read(context.switchToHttp().getRequest<FastifyRequest>()),
  )();
  return (target, method, index) => {
    if (method !== undefined) {
      const schemas = JSON_SCHEMAS.get(target) ?? new Map<string | symbol, z.ZodType>();
      schemas.set(method, schema);
      JSON_SCHEMAS.set(target, schemas);
    }
    decorate(target, method, index);
  };
}
