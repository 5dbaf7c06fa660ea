/**
 * MLflow's error codes and the HTTP status its server gives each (mlflow/exceptions.py, 3.17.2).
 * INVALID_STATE and DATA_LOSS are 500 there too: they stand for the server's own faults, never for bad input.
 */
export const HTTP_STATUS_OF_ERROR_CODE = {
  INTERNAL_ERROR: 500,
  INVALID_STATE: 500,
  DATA_LOSS: 500,
  NOT_IMPLEMENTED: 501,
  TEMPORARILY_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  REQUEST_LIMIT_EXCEEDED: 429,
  CANCELLED: 499,
  RESOURCE_EXHAUSTED: 429,
  ABORTED: 409,
  RESOURCE_CONFLICT: 409,
  ALREADY_EXISTS: 409,
  NOT_FOUND: 404,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_DOES_NOT_EXIST: 404,
  PERMISSION_DENIED: 403,
  CUSTOMER_UNAUTHORIZED: 401,
  UNAUTHENTICATED: 401,
  BAD_REQUEST: 400,
  // 500 in MLflow, but it is the caller who asked for what is off.
  FEATURE_DISABLED: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  INVALID_PARAMETER_VALUE: 400,
} as const;

export type ErrorCode = keyof typeof HTTP_STATUS_OF_ERROR_CODE;

/**
 * MLflow's finer class of some codes, and the SQLSTATE it gives (mlflow/error_classification.py). Most of the caller's faults
 * share one SQLSTATE, the server's another; codes that are not here have neither.
 */
const CLASS_OF_ERROR_CODE: {
  readonly [Code in ErrorCode]?: readonly [sqlstate: string, errorClass: string];
} = {
  BAD_REQUEST: ['KAM00', 'INVALID_PARAMETER_VALUE'],
  CUSTOMER_UNAUTHORIZED: ['KAM00', 'PERMISSION_DENIED'],
  ENDPOINT_NOT_FOUND: ['KAM00', 'RESOURCE_NOT_FOUND'],
  INTERNAL_ERROR: ['XXM00', 'CLIENT_INTERNAL_ERROR'],
  INVALID_PARAMETER_VALUE: ['KAM00', 'INVALID_PARAMETER_VALUE'],
  INVALID_STATE: ['XXM00', 'CLIENT_INTERNAL_ERROR'],
  NOT_FOUND: ['KAM00', 'RESOURCE_NOT_FOUND'],
  PERMISSION_DENIED: ['KAM00', 'PERMISSION_DENIED'],
  RESOURCE_ALREADY_EXISTS: ['KAM00', 'RESOURCE_ALREADY_EXISTS'],
  RESOURCE_DOES_NOT_EXIST: ['KAM00', 'RESOURCE_NOT_FOUND'],
  TEMPORARILY_UNAVAILABLE: ['XXM00', 'CLIENT_INTERNAL_ERROR'],
};

export interface ErrorBody {
  readonly error_code: ErrorCode;
  readonly message: string;
  readonly sqlstate?: string;
  readonly error_class?: string;
}

/** MLflow's class, and its SQLSTATE, of errors that name a field which is not there. */
export const ATTRIBUTE_NOT_FOUND = ['KAM04', 'ATTRIBUTE_NOT_FOUND'] as const;

type ErrorClass = readonly [sqlstate: string, errorClass: string];

/** The JSON that goes over the wire for an error. */
export function errorBody(error_code: ErrorCode, message: string, errorClass?: ErrorClass): ErrorBody {
  const [sqlstate, error_class] = errorClass ?? CLASS_OF_ERROR_CODE[error_code] ?? [];
  return { error_code, message, ...(sqlstate && { sqlstate }), ...(error_class && { error_class }) };
}

/** An error as MLflow's clients see it: `{error_code, message}` with the status that belongs to the code. */
export class MlflowError extends Error {
  readonly errorCode: ErrorCode;
  readonly httpStatus: number;
  readonly errorClass: ErrorClass | undefined;

  /** `httpStatus` and `errorClass` are given only where MLflow answers a code with others than its usual ones. */
  constructor(errorCode: ErrorCode, message: string, httpStatus?: number, errorClass?: ErrorClass) {
    super(message);
    this.name = 'MlflowError';
    this.errorCode = errorCode;
    this.httpStatus = httpStatus ?? HTTP_STATUS_OF_ERROR_CODE[errorCode];
    this.errorClass = errorClass;
  }

  toJSON(): ErrorBody {
    return errorBody(this.errorCode, this.message, this.errorClass);
  }
}

/** Something the caller sent is wrong: 400. The message names the field and what would be right. */
export function invalidParameter(message: string): MlflowError {
  return new MlflowError('INVALID_PARAMETER_VALUE', message);
}

/** What the caller named is not there: 404. */
export function notFound(message: string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', message);
}

/** The name is taken: 400, as MLflow has it. */
export function alreadyExists(message: string): MlflowError {
  return new MlflowError('RESOURCE_ALREADY_EXISTS', message);
}
