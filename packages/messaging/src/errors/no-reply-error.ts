/** Nobody answered in time. The request has been withdrawn: it will not be carried out later. */
export class NoReplyError extends Error {
  override readonly name = 'NoReplyError';
  readonly errorCode = 'TEMPORARILY_UNAVAILABLE';
  readonly pattern: string;
  readonly service: string;

  constructor(pattern: string, service: string, timeoutMs: number) {
    super(
      `The ${service} service did not answer ${pattern} within ${timeoutMs} ms: it is not running, or it is overloaded`,
    );
    this.pattern = pattern;
    this.service = service;
  }
}
