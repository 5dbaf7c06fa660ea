import type { Event } from '../webhooks/webhook-event.ts';

/** What a receiver is told of an event; the fields of each kind are MLflow's (mlflow/webhooks/types.py). */
export type EventData = Readonly<Record<string, unknown>>;

/** The JSON text that is sent. `occurredAt` is RFC 3339 in UTC. */
export function messageBody({ entity, action }: Event, data: EventData, occurredAt: string): string {
  return JSON.stringify({ entity, action, timestamp: occurredAt.replace(/Z$/, '+00:00'), data });
}
