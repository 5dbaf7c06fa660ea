import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uploadStream } from './upload-stream.ts';

/**
 * The body of an `@UploadEndpoint` as a `Readable` that nothing has read yet, empty when the request has none. It ends in an
 * error when the client breaks off, falls silent or sends more than is allowed; a handler just lets that error pass.
 */
export const UploadBody = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  if (request.body === undefined) return Readable.from([]);
  const { maxBodyBytes } = request.routeOptions.config;
  const limits = request.server.uploadLimits;
  return uploadStream(
    request,
    http.getResponse<FastifyReply>().raw,
    maxBodyBytes === undefined ? limits : { ...limits, maxBytes: maxBodyBytes },
  );
});
