import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** A zod schema as OpenAPI 3.1 has it: what a client sends. */
export function bodyOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** The fields of a schema as parameters of a query; none without a schema. */
export function queryParameters(schema: z.ZodType | undefined): JsonSchema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = bodyOf(schema) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}
