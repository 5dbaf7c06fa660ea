/** The error with which another service's handler answered; `errorCode` is MLflow's. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly errorCode: string;
  /** The message that was sent, for example `registry.resolve-model-uri`. */
  readonly pattern: string;

  constructor(pattern: string, errorCode: string, message: string) {
    super(message);
    this.pattern = pattern;
    this.errorCode = errorCode;
  }
}
