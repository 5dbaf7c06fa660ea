/** An event as it is queued for one subscriber; the queue entry's name is the event's, its id unique to the event. */
export interface EventEnvelope {
  readonly payload: unknown;
  /** When it was written, ISO 8601. */
  readonly occurredAt: string;
}

/** An event on its way to the subscribers. */
export interface OutgoingEvent extends EventEnvelope {
  /** The same for each attempt at publishing, so that a queue takes it once. Not all digits, and without `:`. */
  readonly id: string;
  readonly name: string;
  /** The trace of the change, where it was traced. */
  readonly trace?: Record<string, string>;
}

export function eventQueueName(service: string): string {
  return `events.${service}`;
}
