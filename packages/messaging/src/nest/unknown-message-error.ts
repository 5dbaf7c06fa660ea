/** A request for which the service has no handler: the caller is of another version. */
export class UnknownMessageError extends Error {
  override readonly name = 'UnknownMessageError';
  readonly errorCode = 'ENDPOINT_NOT_FOUND';

  constructor(pattern: string) {
    super(`No handler for ${pattern}: caller and service are of different versions`);
  }
}
