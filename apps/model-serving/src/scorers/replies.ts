import { errorBody, type ErrorCode, HTTP_STATUS_OF_ERROR_CODE } from '@millrace/contracts/errors';
import type { ScoringReply } from './scorer.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** JSON that is already written. */
export function jsonReply(body: string | Buffer, status = 200): ScoringReply {
  return { status, headers: JSON_TYPE, body };
}

/** MLflow's error as an answer; `status` where it is not the code's own. */
export function errorReply(
  code: ErrorCode,
  message: string,
  status: number = HTTP_STATUS_OF_ERROR_CODE[code],
): ScoringReply {
  return jsonReply(JSON.stringify(errorBody(code, message)), status);
}

/** 503: nothing is wrong with the request, and it may be sent again after some seconds. */
export function busyReply(message: string, retryAfterSeconds = 1): ScoringReply {
  const reply = errorReply('TEMPORARILY_UNAVAILABLE', message);
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfterSeconds) } };
}
