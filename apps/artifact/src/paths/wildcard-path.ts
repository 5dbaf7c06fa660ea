import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidPath } from '@millrace/artifact-stores/paths/artifact-path';

/**
 * What stands for the `*` at the end of a route, decoded once. The router ends a path at a `#`, which no client may send: that
 * would make `DELETE …/folder/#x` one of the folder.
 */
export const WildcardPath = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (request.raw.url?.includes('#')) throw invalidPath();
  return (request.params as { readonly '*': string })['*'];
});
