import { setTimeout as delay } from 'node:timers/promises';
import { WaitingError } from 'bullmq';
import { asError, withBackOff } from '../broker/back-off.ts';
import type { Broker, BrokerJob, BrokerQueue, BrokerWorker } from '../broker/broker.ts';
import { BEGUN_EVENT_PRIORITY } from './event-fanout.ts';
import { eventQueueName } from './event-envelope.ts';
import type { EventEnvelope } from './event-envelope.ts';
import { Subscriptions } from './subscriptions.ts';

/** About the event being handled. */
export interface EventInfo {
  /** The same when the event is delivered again. */
  readonly id: string;
  readonly name: string;
  readonly occurredAt: string;
}

export type HandleEvent = (payload: unknown, event: EventInfo) => Promise<unknown>;

const NO_HANDLER = 'No handler for this event';
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 250;

/**
 * Handles the events that one service subscribes to; its replicas share the queue.
 *
 * The order: a service gets the events of one key as their transactions committed. To keep that simple and true it gets
 * all its events one at a time, over all replicas. An event whose handler fails is tried again in its place, for about
 * half a minute, and then becomes a dead letter, and the next one's turn comes; one that was being handled by a process
 * that was killed comes again before any other. Only a dead letter that is requeued comes after newer events.
 *
 * At least once: an event comes again when a process is killed after handling it, so handlers are idempotent.
 */
export class EventConsumer {
  readonly #broker: Broker;
  readonly #queue: BrokerQueue;
  readonly #handlers: ReadonlyMap<string, HandleEvent>;
  readonly #closing = new AbortController();
  /** Resolves once events published from now on are certain to arrive. Rejects when closed before. */
  readonly subscribed: Promise<void>;
  #worker: BrokerWorker | undefined;

  constructor(broker: Broker, service: string, handlers: ReadonlyMap<string, HandleEvent>) {
    this.#broker = broker;
    this.#queue = broker.queue(eventQueueName(service));
    this.#handlers = handlers;
    const report = (error: Error): void => broker.report(error, `events of ${service}`);
    this.subscribed = withBackOff(() => this.#start(service), this.#closing.signal, report);
    this.subscribed.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('Messaging is closed'));
    if (this.#worker) await this.#broker.closeWorker(this.#worker);
  }

  async #start(service: string): Promise<void> {
    await new Subscriptions(this.#broker).add(service, [...this.#handlers.keys()]);
    await this.#queue.setGlobalConcurrency(1);
    await this.#requeueUnhandled();
    this.#closing.signal.throwIfAborted();
    this.#worker = this.#broker.worker(this.#queue.name, (job, token) => this.#process(job, token), {
      concurrency: 1,
      maxStalledCount: 10,
      // A replica that waits for its turn is woken by new events, not by the one in turn going away: so it looks.
      drainDelay: Math.min(this.#broker.store.idlePollSeconds, 20),
    });
  }

  /** While a new version is rolled out an old replica may have been given an event that only the new one handles. */
  async #requeueUnhandled(): Promise<void> {
    for (const job of await this.#queue.getJobs(['failed'], 0, 999, true)) {
      if (job.failedReason === NO_HANDLER && this.#handlers.has(job.name)) await job.retry('failed');
    }
  }

  async #process(job: BrokerJob, token: string | undefined): Promise<void> {
    const handle = this.#handlers.get(job.name);
    if (!handle) throw new Error(NO_HANDLER);
    await this.#markBegun(job);
    const { payload, occurredAt } = job.data as EventEnvelope;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await handle(payload, { id: job.id ?? '', name: job.name, occurredAt });
        return;
      } catch (error) {
        this.#broker.report(asError(error), `handler of ${job.name}`);
        if (attempt === ATTEMPTS) throw asError(error);
        await this.#pause(job, token, FIRST_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  }

  /**
   * On PostgreSQL, BullMQ appends what a killed consumer left to the end of the queue; its priority makes it first. That
   * the store is away is no failure of the event: it waits, and should the lock expire, the event is delivered again.
   */
  async #markBegun(job: BrokerJob): Promise<void> {
    const report = (error: Error): void => this.#broker.report(error, `event ${job.name}`);
    const mark = (): Promise<void> => job.changePriority({ priority: BEGUN_EVENT_PRIORITY });
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#broker.timeouts.lock)]);
    await withBackOff(mark, signal, report).catch(() => {
      throw new WaitingError();
    });
  }

  async #pause(job: BrokerJob, token: string | undefined, ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    if (!this.#closing.signal.aborted) return;
    await job.moveToWait(token);
    throw new WaitingError();
  }
}
