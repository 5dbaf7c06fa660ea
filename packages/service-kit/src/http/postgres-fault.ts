import { types } from 'node:util';
import { invalidParameter, MlflowError } from '@millrace/contracts/errors';

/** A connection that failed, by Node's codes and by PostgreSQL's (class 08, a server that stops or starts, no free slot). */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\w{3}|57P0[1-3]|53\w{3}|P1001|P1002|P1008|P1017|P2024)$/;
/** node-postgres gives these no code. */
const UNREACHABLE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended unexpectedly)/;
const TRY_AGAIN = /^(40001|40P01|55P03)$/;

/**
 * What the caller is told of an error that came from PostgreSQL, when it is their data (class 22, a row too large) or a
 * passing state of the database; undefined for others. Codes: PostgreSQL's appendix "Error Codes".
 */
export function postgresFault(error: unknown): MlflowError | undefined {
  if (!types.isNativeError(error)) return undefined;
  const code = codeOf(error);
  if (code === undefined) return UNREACHABLE_MESSAGE.test(error.message) ? databaseUnavailable() : undefined;
  if (code === '22021' || code === '22P05')
    return invalidParameter('A text in the request holds a character that cannot be stored, such as U+0000.');
  if (/^22\w{3}$/.test(code) || code === '54000')
    return invalidParameter(`A value in the request cannot be stored: ${error.message}.`);
  if (code === '23505' || code === '23503')
    return new MlflowError(
      'RESOURCE_CONFLICT',
      'The same thing was changed by another request at the same time; try again.',
    );
  if (code === '57014') return new MlflowError('DEADLINE_EXCEEDED', 'The database took too long to answer.');
  if (TRY_AGAIN.test(code))
    return new MlflowError('TEMPORARILY_UNAVAILABLE', 'The database was busy with the same rows; try again.');
  return UNREACHABLE.test(code) ? databaseUnavailable() : undefined;
}

function databaseUnavailable(): MlflowError {
  return new MlflowError('TEMPORARILY_UNAVAILABLE', 'The database cannot be reached; try again.');
}

/** The code of an error of node-postgres, of the socket below it, or of Prisma, which wraps them. */
function codeOf(error: Error): string | undefined {
  const { code, cause, meta } = error as {
    code?: unknown;
    cause?: { originalCode?: unknown };
    meta?: { driverAdapterError?: unknown };
  };
  if (types.isNativeError(meta?.driverAdapterError)) return codeOf(meta.driverAdapterError);
  if (typeof cause?.originalCode === 'string') return cause.originalCode;
  if (typeof code === 'string') return code;
  return types.isNativeError(cause) ? codeOf(cause) : undefined;
}
