import { invalidParameter, MlflowError, notFound } from '@millrace/contracts/errors';
import { storeFull } from '../store-errors.ts';

interface S3Error {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether S3 said that there is no such object. */
export function isMissing(error: unknown): boolean {
  const { name } = (error ?? {}) as S3Error;
  return name === 'NoSuchKey' || name === 'NotFound';
}

/** Turns S3's refusals into answers for the caller, with the codes that MLflow gives them. */
export function asAnswer(error: unknown): unknown {
  if (error instanceof MlflowError) return error;
  const { name = '', message = '', $metadata } = (error ?? {}) as S3Error;
  switch (name) {
    case 'NoSuchBucket':
      return notFound(`The artifact store's bucket does not exist: ${message}`);
    case 'NoSuchUpload':
      return notFound('The multipart upload does not exist: it may be completed or aborted already');
    case 'AccessDenied':
      return new MlflowError('PERMISSION_DENIED', `The artifact store refuses access: ${message}`);
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return new MlflowError(
        'UNAUTHENTICATED',
        `The artifact store does not accept the service's credentials: ${message}`,
      );
    // The SDK has learned the difference from this answer, and signs the next request with it.
    case 'RequestTimeTooSkewed':
      return new MlflowError(
        'TEMPORARILY_UNAVAILABLE',
        'The clocks of this service and of the artifact store differ: try again, and have them set',
      );
    case 'KeyTooLongError':
    case 'XMinioInvalidObjectName':
      return invalidParameter('Invalid path: the artifact store cannot have such a name');
    case 'InvalidRequest':
    case 'InvalidPart':
    case 'InvalidPartOrder':
    case 'EntityTooSmall':
    case 'MalformedXML':
      return invalidParameter(`Invalid parts of a multipart upload: ${message}`);
    default:
      return unavailable(error, $metadata?.httpStatusCode) ?? error;
  }
}

function unavailable(error: unknown, status: number | undefined): MlflowError | undefined {
  // MinIO says 507 when it looks first, and an internal error when its disk is full in the middle of a write.
  if (status === 507 || (status === 500 && /no space left/i.test(String(error)))) return storeFull();
  // The SDK wraps what went wrong on the way, and tells of it in the message.
  const away = /ECONN|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|TimeoutError|CredentialsProviderError/;
  if ((status ?? 0) < 500 && !away.test(String(error))) return undefined;
  return new MlflowError('TEMPORARILY_UNAVAILABLE', 'The artifact store does not answer');
}

/** Why a bucket cannot be used, for an operator. S3 answers the question for a bucket without a body, so without a reason. */
export function explainBucket(error: unknown, bucket: string, endpoint: string): Error {
  const { $metadata, message } = (error ?? {}) as S3Error;
  switch ($metadata?.httpStatusCode) {
    case 404:
      return new Error(`there is no bucket '${bucket}' at ${endpoint}: make it, or correct its name`);
    case 403:
      return new Error(
        `${endpoint} refuses access to the bucket '${bucket}' with this AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
      );
    default:
      return new Error(`the bucket '${bucket}' at ${endpoint} does not answer: ${message || String(error)}`);
  }
}
