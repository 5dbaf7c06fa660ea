import type { Broker } from '../broker/broker.ts';
import { withDeadline } from '../broker/deadline.ts';
import { eventQueueName } from './event-envelope.ts';
import type { EventEnvelope, OutgoingEvent } from './event-envelope.ts';
import { Subscriptions } from './subscriptions.ts';

/** Lower is first. Whatever was begun once goes before all that was not: see EventConsumer. */
export const NEW_EVENT_PRIORITY = 2;
export const BEGUN_EVENT_PRIORITY = 1;

// A queue refuses an event whose id it still holds, so one published twice in this time is delivered once.
const REMEMBERED = { age: 3600, count: 1000 };

/** Puts events into the queue of each service that subscribes. */
export class EventFanout {
  readonly #broker: Broker;
  readonly #subscriptions: Subscriptions;

  constructor(broker: Broker) {
    this.#broker = broker;
    this.#subscriptions = new Subscriptions(broker);
  }

  /** Resolves once every subscriber's queue has stored the events, in this order. Rejects after 10 s without success. */
  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    await withDeadline(this.#publish(events), 10_000, 'The event queues did not answer within 10 s');
  }

  async #publish(events: readonly OutgoingEvent[]): Promise<void> {
    const subscribers = await this.#subscriptions.all();
    const services = new Set(events.flatMap((event) => subscribers.get(event.name) ?? []));
    for (const service of services) {
      const entries = events
        .filter((event) => subscribers.get(event.name)?.includes(service))
        .map(({ id, name, payload, occurredAt, trace }) => ({
          name,
          data: { payload, occurredAt } satisfies EventEnvelope,
          opts: {
            jobId: id,
            priority: NEW_EVENT_PRIORITY,
            removeOnComplete: REMEMBERED,
            removeOnFail: false,
            ...(trace && { telemetry: { metadata: JSON.stringify(trace) } }),
          },
        }));
      await this.#broker.queue(eventQueueName(service)).addBulk(entries);
    }
  }
}
