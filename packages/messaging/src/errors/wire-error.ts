/** How a handler's error travels in a reply: MLflow's own shape, and nothing else. */
export interface WireError {
  readonly error_code: string;
  readonly message: string;
}

const ERROR_CODE = /^[A-Z][A-Z0-9_]{2,63}$/;

/**
 * The error to answer with. An error that says what it is (`errorCode` or `error_code`, and `message`) is passed on;
 * any other becomes INTERNAL_ERROR under `otherwise`, so that no message or stack of ours leaves the service.
 */
export function toWireError(error: unknown, otherwise: string): WireError {
  return knownError(error) ?? { error_code: 'INTERNAL_ERROR', message: otherwise };
}

/** The wire form of an error that carries an error code, or undefined: such an error is a bug, and worth a log line. */
export function knownError(error: unknown): WireError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'errorCode' in error ? error.errorCode : 'error_code' in error ? error.error_code : undefined;
  const message = 'message' in error ? error.message : undefined;
  if (typeof code !== 'string' || !ERROR_CODE.test(code) || typeof message !== 'string') return undefined;
  return { error_code: code, message };
}
