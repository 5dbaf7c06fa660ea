/** Says that the service has begun to stop. Inject it to end what would not end by itself, such as event streams. */
export class Stopping {
  private readonly controller = new AbortController();
  private leaves = false;
  readonly signal: AbortSignal = this.controller.signal;

  /** It still takes requests, but load balancers should send them elsewhere. */
  get leaving(): boolean {
    return this.leaves;
  }

  leave(): void {
    this.leaves = true;
  }

  begin(): void {
    this.leave();
    this.controller.abort();
  }
}
