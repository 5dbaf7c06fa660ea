import { MlflowError } from '@millrace/contracts/errors';
import type { KeyedRequest } from './keyed-request.ts';

/** What came of a request with a key: its answer, or why it has none. */
export type KeyOutcome =
  | { readonly answer: string; readonly replayed: boolean }
  /** The key was given to another request. */
  | 'other-request'
  /** The first request with this key was still at work when patience ended. */
  | 'in-progress';

/** Keeps the answers to requests with keys. A service with a database provides one. */
export abstract class KeyStore {
  /** Makes the thing, and keeps the answer, in one transaction of the database; or finds the answer that was kept. */
  abstract inTransaction(request: KeyedRequest, make: () => Promise<string>): Promise<KeyOutcome>;

  /** For things made outside the database: reserves the key, makes the thing, keeps the answer. */
  abstract reserved(request: KeyedRequest, make: () => Promise<string>): Promise<KeyOutcome>;
}

/** The answer, or the error that tells why there is none: 422 for another request, 409 for one in progress. */
export function requireAnswer(outcome: KeyOutcome, { key }: KeyedRequest): Exclude<KeyOutcome, string> {
  if (outcome === 'other-request')
    throw new MlflowError(
      'INVALID_PARAMETER_VALUE',
      `The Idempotency-Key '${key}' was used for another request: a key may only be sent again with the same method, path ` +
        'and body. Use a new key for a new request.',
      422,
    );
  if (outcome === 'in-progress')
    throw new MlflowError(
      'RESOURCE_CONFLICT',
      `The first request with the Idempotency-Key '${key}' is still in progress: send it again later.`,
    );
  return outcome;
}
