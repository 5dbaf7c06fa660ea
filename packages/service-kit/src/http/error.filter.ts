import { errorBody } from '@millrace/contracts/errors';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorAnswer, errorAnswer, logFault } from './error-answer.ts';

/** After these the rest of the request is not wanted any more. */
const CLOSES_CONNECTION = new Set([408, 413]);

/**
 * Answers whatever a handler throws in MLflow's error shape. What is not the caller's fault is logged.
 *
 * A 503 says nothing of when to come again: a client that is told "in a second", as MLflow's is by Retry-After, has used up its
 * seven retries before a store has restarted, while by itself it waits longer each time, four minutes in all.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const answer =
      error instanceof NotFoundException ? noSuchRoute(request, reply) : errorAnswer(error, request.id);
    if (answer.unexpected) logFault(this.logger, error, answer, `${request.method} ${request.url}`);
    // The head of a stream may be gone already: then only breaking off tells the client.
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy();
    if (CLOSES_CONNECTION.has(answer.status)) void reply.header('connection', 'close');
    for (const name of ['content-length', 'content-encoding', 'content-disposition', 'cache-control', 'etag'])
      void reply.removeHeader(name);
    const { error_code, message, error_class } = answer;
    void reply
      .status(answer.status)
      .header('content-type', 'application/json')
      .send(errorBody(error_code, message, error_class));
  }
}

/** 404, or 405 where the path is known for other methods. */
function noSuchRoute(request: FastifyRequest, reply: FastifyReply): ErrorAnswer {
  const path = (request.url.split('?', 1)[0] ?? '').slice(0, 200);
  const methods = request.server.routeTable.methodsOf(path);
  if (methods.length === 0)
    return {
      status: 404,
      error_code: 'ENDPOINT_NOT_FOUND',
      message: `There is nothing at ${path}.`,
      unexpected: false,
    };
  void reply.header('allow', methods.join(', '));
  return {
    status: 405,
    error_code: 'ENDPOINT_NOT_FOUND',
    message: `${path} does not take ${request.method}, only ${methods.join(', ')}.`,
    unexpected: false,
  };
}
