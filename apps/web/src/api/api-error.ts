/** What went wrong with a request: the server's own code and message, or why there was no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** MLflow's error code, or `UNREACHABLE`, `TOO_SLOW`, `NOT_JSON`. */
  readonly code: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** Whether there is no such thing, as opposed to a failure. */
  get isMissing(): boolean {
    return this.status === 404 || this.code === 'RESOURCE_DOES_NOT_EXIST';
  }

  /** Whether asking again may help: nobody answered, or the server said that it could not for now. */
  get isPassing(): boolean {
    return (
      this.status === 0 ||
      this.status === 429 ||
      this.status === 502 ||
      this.status === 503 ||
      this.status === 504
    );
  }
}

/** The sentence to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
