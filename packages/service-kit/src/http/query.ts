import type { FastifyRequest } from 'fastify';

/** The query of a request: each name's values in the order they were given. */
export function readQuery(request: Pick<FastifyRequest, 'query'>): Record<string, readonly string[]> {
  const values = Object.create(null) as Record<string, readonly string[]>;
  for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>))
    values[name] = Array.isArray(value) ? value : [value];
  return values;
}
