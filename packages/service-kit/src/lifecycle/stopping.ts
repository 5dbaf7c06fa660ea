/** Says that the service has begun to stop. Inject it to end what would not end by itself, such as event streams. */
export class Stopping {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;

  begin(): void {
    this.controller.abort();
  }
}
