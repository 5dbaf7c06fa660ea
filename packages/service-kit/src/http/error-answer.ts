import { types } from 'node:util';
import { HttpException, type Logger } from '@nestjs/common';
import { type ErrorCode, HTTP_STATUS_OF_ERROR_CODE, MlflowError } from '@millrace/contracts/errors';
import { postgresFault } from './postgres-fault.ts';

/** What a caller is told of an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly error_code: ErrorCode;
  readonly message: string;
  readonly error_class?: MlflowError['errorClass'];
  /** Not the caller's fault: the log gets the whole of it. */
  readonly unexpected: boolean;
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'ENDPOINT_NOT_FOUND',
  405: 'ENDPOINT_NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'RESOURCE_CONFLICT',
  429: 'REQUEST_LIMIT_EXCEEDED',
  503: 'TEMPORARILY_UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** Errors of Fastify that are told in other words than its own. */
const FASTIFY_MESSAGE: Readonly<Record<string, string>> = {
  // MLflow's words for every content type that it does not take.
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "Bad Request. Content-Type must be one of ['application/json'].",
  FST_ERR_BAD_URL: 'The path of the URL is not valid: "%" must be followed by two hex digits of UTF-8 text.',
};

/** Turns whatever was thrown into MLflow's error shape. Only errors that are meant for callers are told to them. */
export function errorAnswer(error: unknown, requestId: string): ErrorAnswer {
  const meant = error instanceof MlflowError ? error : (carriedError(error) ?? postgresFault(error));
  if (meant) {
    const { httpStatus, errorCode, message, errorClass } = meant;
    const unexpected = httpStatus >= 500 && httpStatus !== 501 && errorCode !== 'FEATURE_DISABLED';
    return { status: httpStatus, error_code: errorCode, message, error_class: errorClass, unexpected };
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500)
    return {
      status: 500,
      error_code: 'INTERNAL_ERROR',
      message: `Internal error; the log has it under request ${requestId}.`,
      unexpected: true,
    };
  const own = FASTIFY_MESSAGE[fastifyCode(error) ?? ''];
  return {
    status: status === 415 ? 400 : status,
    error_code:
      own === undefined || status === 404
        ? (CODE_OF_STATUS[status] ?? 'BAD_REQUEST')
        : 'INVALID_PARAMETER_VALUE',
    message: own ?? (error as Error).message,
    unexpected: false,
  };
}

/** Writes an error that is not the caller's fault to the log; `request` is its method and URL. */
export function logFault(logger: Logger, error: unknown, { status }: ErrorAnswer, request: string): void {
  const text = error instanceof Error ? error.message : String(error);
  // A dependency that is away for a moment needs no stack, and neither does what we threw on purpose.
  const stack = status === 500 && error instanceof Error ? error.stack : undefined;
  logger.error(`${request.slice(0, 500)} answered ${status}: ${text}`, stack);
}

/** Errors of other packages say their error code as MLflow names it (a service that did not answer, an invalid payload). */
function carriedError(error: unknown): MlflowError | undefined {
  const code = (error as { errorCode?: unknown } | null)?.errorCode;
  if (
    !types.isNativeError(error) ||
    typeof code !== 'string' ||
    !Object.hasOwn(HTTP_STATUS_OF_ERROR_CODE, code)
  )
    return undefined;
  return new MlflowError(code as ErrorCode, error.message);
}

/** The status of Nest's exceptions and of Fastify's own errors (a body too large, a bad URL). */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, name } = (error ?? {}) as { statusCode?: unknown; name?: unknown };
  return typeof statusCode === 'number' && name === 'FastifyError' ? statusCode : undefined;
}

function fastifyCode(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? undefined : fastifyCode(cause);
}
