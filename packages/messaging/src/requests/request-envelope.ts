import type { WireError } from '../errors/wire-error.ts';

/** What a request's queue entry holds; its name is the pattern and its id the request's. */
export interface RequestEnvelope {
  readonly payload: unknown;
  /** The relay topic on which the caller awaits the reply. */
  readonly replyTo: string;
  /** Milliseconds since 1970, by the caller's clock. Past it the request must not be carried out any more. */
  readonly deadline: number;
}

/** What is published on `replyTo`. */
export type ReplyEnvelope =
  { readonly id: string; readonly value: unknown } | { readonly id: string; readonly error: WireError };

/** One queue for a service's queries and commands together: each queue that is consumed costs a connection on Redis. */
export function requestQueueName(service: string): string {
  return `requests.${service}`;
}
