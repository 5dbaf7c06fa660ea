import type { Broker, BrokerQueue } from '../broker/broker.ts';

interface Subscription {
  readonly event: string;
  readonly service: string;
}

/**
 * Which service subscribes to which event, kept in the broker: an entry in a queue that nobody consumes, on either store.
 *
 * A service is entered when its event handlers first start, and stays when it stops, so from then on its queue gets
 * each event whether it runs or not. The other way, a list in the configuration, would lose nothing either, but would
 * fill a queue for ever for each part that an installation does not have, and every part is optional here.
 * For the same reason `remove` exists: it is for whoever takes a service away for good.
 */
export class Subscriptions {
  readonly #queue: BrokerQueue;

  constructor(broker: Broker) {
    this.#queue = broker.queue('subscriptions');
  }

  /** Enters the service for these events. Resolves once that is stored; entering again changes nothing. */
  async add(service: string, events: readonly string[]): Promise<void> {
    const entries = events.map((event) => ({
      name: event,
      data: { event, service } satisfies Subscription,
      opts: { jobId: entryId({ event, service }) },
    }));
    if (entries.length > 0) await this.#queue.addBulk(entries);
  }

  /** The service gets these events no more. What its queue holds stays there. */
  async remove(service: string, events: readonly string[]): Promise<void> {
    await Promise.all(events.map((event) => this.#queue.remove(entryId({ event, service }))));
  }

  /** The services that subscribe, for each event that anybody subscribes to. One round trip. */
  async all(): Promise<Map<string, string[]>> {
    const services = new Map<string, string[]>();
    for (const entry of await this.#queue.getJobs(['waiting'])) {
      const { event, service } = entry.data as Subscription;
      services.set(event, [...(services.get(event) ?? []), service]);
    }
    return services;
  }
}

function entryId({ event, service }: Subscription): string {
  return `${event}>${service}`;
}
