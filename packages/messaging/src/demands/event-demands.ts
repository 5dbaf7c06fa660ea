import type { Pool } from 'pg';
import { asError } from '../broker/back-off.ts';
import type { Broker } from '../broker/broker.ts';
import { PostgresListener } from '../broker/postgres-listener.ts';
import { PostgresStore } from '../broker/postgres-store.ts';
import { DEMANDS_CHANNEL } from './write-demands.ts';

/** A demand for an event; see `WantedEvent`. */
export interface Demand {
  readonly id: string;
  readonly owner: string;
  readonly event: string;
  readonly condition: string;
}

/** Should a notification be lost with its connection. */
const LOOK_AGAIN_MS = 5000;
const SELECT_ACTIVE =
  'SELECT demand_id AS id, owner, event, condition FROM event_demands WHERE active ORDER BY demand_id';

/**
 * The events that somebody wants, kept in memory: for those that would cost too much to write where nobody listens. Every process has
 * its own copy, which it makes anew when a demand's change is committed.
 */
export class EventDemands {
  readonly #broker: Broker;
  readonly #pool: Pool;
  readonly #changed: (() => void)[] = [];
  #byEvent: ReadonlyMap<string, readonly Demand[]> = new Map();
  #known = '[]';
  #listener: PostgresListener | undefined;
  #ownListener: PostgresListener | undefined;
  #timer: NodeJS.Timeout | undefined;
  #loading: Promise<void> | undefined;
  #again = false;
  readonly #onNotification = ({ channel }: { readonly channel: string }): void => {
    if (channel === DEMANDS_CHANNEL) void this.#reload();
  };

  /** `pool` is on the database that has `event_demands`. */
  constructor(broker: Broker, pool: Pool) {
    this.#broker = broker;
    this.#pool = pool;
  }

  /** Resolves when the demands are known. Rejects when the database does not answer. */
  async start(): Promise<void> {
    const report = (error: Error): void => this.#broker.report(error, 'event demands');
    const { store } = this.#broker;
    this.#ownListener =
      store instanceof PostgresStore ? undefined : new PostgresListener(this.#pool.options, report);
    this.#listener = this.#ownListener ?? (store as PostgresStore).listener;
    this.#listener.on('notification', this.#onNotification);
    this.#listener.listen(DEMANDS_CHANNEL).then(
      () => this.#reload(),
      () => undefined,
    );
    this.#timer = setInterval(() => void this.#reload(), LOOK_AGAIN_MS).unref();
    await this.#load();
  }

  /** Whoever wants the event. */
  of(event: string): readonly Demand[] {
    return this.#byEvent.get(event) ?? [];
  }

  /** Calls back whenever the demands have changed. */
  onChange(callback: () => void): void {
    this.#changed.push(callback);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listener?.off('notification', this.#onNotification);
    await this.#loading;
    await this.#ownListener?.close();
  }

  /** One look at a time; what is asked for during one is another, because that one may not see why. */
  #reload(): Promise<void> {
    this.#again = true;
    this.#loading ??= this.#loadUntilCurrent();
    return this.#loading;
  }

  async #loadUntilCurrent(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#load().catch((error: unknown) => this.#broker.report(asError(error), 'event demands'));
    }
    this.#loading = undefined;
  }

  async #load(): Promise<void> {
    const { rows } = await this.#pool.query<Demand>(SELECT_ACTIVE);
    const text = JSON.stringify(rows);
    if (text === this.#known) return;
    this.#known = text;
    this.#byEvent = Map.groupBy(rows, (demand) => demand.event);
    for (const callback of this.#changed) callback();
  }
}
