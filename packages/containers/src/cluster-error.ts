/** The cluster did not do what it was asked for; the message is for people. */
export class ClusterError extends Error {
  constructor(
    message: string,
    /** The HTTP status that it answered with, if it did. */
    readonly code?: number,
  ) {
    super(message);
  }
}
