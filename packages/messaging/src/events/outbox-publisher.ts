import type { Pool } from 'pg';
import { asError } from '../broker/back-off.ts';
import type { Broker } from '../broker/broker.ts';
import { PostgresListener } from '../broker/postgres-listener.ts';
import { PostgresStore } from '../broker/postgres-store.ts';
import { EventFanout } from './event-fanout.ts';
import { OUTBOX_CHANNEL } from './write-event.ts';
import { prunePublished, publishBatch } from './outbox-batch.ts';

const PRUNE_EVERY_MS = 10 * 60_000;
const KEEP_SECONDS = 24 * 3600;
/** While another process publishes, a row may come that it no longer sees. */
const BUSY_RETRY_MS = 250;

/**
 * Moves events from the outbox into the subscribers' queues. Every process that writes events may run one. Woken by the
 * commit of an event; the slow poll is for what a lost connection made it miss. Published rows are kept for a day.
 */
export class OutboxPublisher {
  readonly #broker: Broker;
  readonly #pool: Pool;
  readonly #fanout: EventFanout;
  readonly #listener: PostgresListener;
  readonly #ownListener: PostgresListener | undefined;
  readonly #onNotification = ({ channel }: { readonly channel: string }): void => {
    if (channel === OUTBOX_CHANNEL) this.nudge();
  };
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #prunedAt = 0;
  #closed = false;

  /** `pool` is on the database that has `outbox_events`. Starts at once; while the database is away it retries. */
  constructor(broker: Broker, pool: Pool, fanout = new EventFanout(broker)) {
    this.#broker = broker;
    this.#pool = pool;
    this.#fanout = fanout;
    const report = (error: Error): void => broker.report(error, 'outbox');
    // On PostgreSQL the queues' own LISTEN connection serves for this too.
    this.#ownListener =
      broker.store instanceof PostgresStore ? undefined : new PostgresListener(pool.options, report);
    this.#listener = this.#ownListener ?? (broker.store as PostgresStore).listener;
    this.#listener.on('notification', this.#onNotification);
    this.#listener.listen(OUTBOX_CHANNEL).catch(() => undefined);
    this.nudge();
  }

  /** Publishes what there is. Needed only where the event's commit cannot be noticed, such as in tests. */
  nudge(): void {
    if (this.#closed) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#runAndSleep();
  }

  /** Finishes the batch at hand. Rows that are left wait for the next publisher. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listener.off('notification', this.#onNotification);
    await this.#running;
    await this.#ownListener?.close();
  }

  async #runAndSleep(): Promise<void> {
    const waitMs = await this.#run();
    this.#running = undefined;
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.nudge(), this.#again ? 0 : waitMs);
    this.#again = false;
  }

  /** Publishes batches until there are no more. Resolves to how long to sleep when nobody wakes it. */
  async #run(): Promise<number> {
    const { outboxPoll } = this.#broker.timeouts;
    try {
      let outcome = await publishBatch(this.#pool, (events) => this.#fanout.publish(events));
      while (outcome === 'more' && !this.#closed) {
        outcome = await publishBatch(this.#pool, (events) => this.#fanout.publish(events));
      }
      if (outcome === 'busy') return BUSY_RETRY_MS;
      await this.#prune();
      return outboxPoll;
    } catch (error) {
      if (!this.#closed) this.#broker.report(asError(error), 'outbox');
      return Math.min(this.#broker.timeouts.retry, outboxPoll);
    }
  }

  async #prune(): Promise<void> {
    if (Date.now() - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = Date.now();
    await prunePublished(this.#pool, KEEP_SECONDS);
  }
}
