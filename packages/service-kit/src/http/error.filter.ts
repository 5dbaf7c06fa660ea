import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type ErrorCode, MlflowError } from '@millrace/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface ErrorAnswer {
  readonly status: number;
  readonly error_code: ErrorCode;
  readonly message: string;
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'ENDPOINT_NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'RESOURCE_CONFLICT',
  429: 'REQUEST_LIMIT_EXCEEDED',
  503: 'TEMPORARILY_UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** Turns whatever a handler throws into MLflow's error shape. What is not an answer of ours is logged, and told only as its kind. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, error_code, message } = this.answer(error, request);
    // The head of a stream may be gone already: then only breaking off tells the client.
    if (reply.sent) return void reply.raw.destroy();
    void reply.status(status).header('content-type', 'application/json').send({ error_code, message });
  }

  private answer(error: unknown, request: FastifyRequest): ErrorAnswer {
    if (error instanceof MlflowError) {
      if (error.httpStatus >= 500) this.log(error, request);
      return { status: error.httpStatus, error_code: error.errorCode, message: error.message };
    }
    const status = statusOf(error);
    if (status === undefined || status >= 500) {
      this.log(error, request);
      return {
        status: 500,
        error_code: 'INTERNAL_ERROR',
        message: `Internal error; the log has it under request ${request.id}.`,
      };
    }
    return { status, error_code: CODE_OF_STATUS[status] ?? 'BAD_REQUEST', message: (error as Error).message };
  }

  private log(error: unknown, request: FastifyRequest): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.logger.error(`${request.method} ${request.url} (request ${request.id}): ${text}`);
  }
}

/** The status of Nest's exceptions and of Fastify's own errors (a body too large, a bad URL). */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
