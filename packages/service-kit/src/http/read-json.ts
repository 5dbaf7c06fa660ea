import { invalidParameter } from '@millrace/contracts/errors';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { readWireBody } from './body.ts';

/** The JSON of a request's body, checked by a schema. Throws INVALID_PARAMETER_VALUE that names each field that is wrong. */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  request: FastifyRequest,
): z.output<Schema> {
  const body = readWireBody(request);
  const hasBody = Buffer.isBuffer(request.body) && request.body.length > 0;
  if (body === undefined && hasBody) throw invalidParameter('The request body is not valid JSON.');
  return checked(schema, body ?? {}, 'The request body');
}

/** The query of a request, checked by a schema; a name may be given more than once where the schema has a list. */
export function readQueryOf<Schema extends z.ZodType>(
  schema: Schema,
  request: FastifyRequest,
): z.output<Schema> {
  const query = request.query as Record<string, string | string[]>;
  const outcome = schema.safeParse(query);
  if (outcome.success) return outcome.data;
  for (const { code, path } of outcome.error.issues) {
    const name = String(path[0]);
    if (path.length === 1 && code === 'invalid_type' && Array.isArray(query[name]))
      throw invalidParameter(`'${name}' is given more than once.`);
  }
  return checked(schema, query, 'The query');
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, whole: string): z.output<Schema> {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  throw invalidParameter(outcome.error.issues.map((issue) => told(issue, value, whole)).join('; '));
}

function told(issue: z.core.$ZodIssue, value: unknown, whole: string): string {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.map((key) => `'${key.slice(0, 100)}'`).join(', ')} is no field of this request`;
  if (issue.path.length === 0) {
    const must = issue.code === 'invalid_type' ? 'must be a JSON object' : issue.message;
    return `${whole} ${must}`;
  }
  const name = issue.path.map(String).join('.').slice(0, 200);
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return at(value, issue.path) === undefined ? `'${name}' is missing: it ${message}` : `'${name}' ${message}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
}
