import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { ClientConfig, Notification } from 'pg';
import { asError, withBackOff } from './back-off.ts';

interface ListenerEvents {
  notification: [Notification];
  /** The connection is gone, and notifications may have been missed. It is being made again. */
  lost: [Error];
}

/**
 * The one connection of a process that LISTENs. BullMQ would open one for each worker and the relay; a PostgreSQL
 * connection is a process of several MB, and every notification carries its channel, so one can serve them all.
 */
export class PostgresListener extends EventEmitter<ListenerEvents> {
  readonly #config: ClientConfig;
  readonly #channels = new Set<string>();
  readonly #closing = new AbortController();
  readonly #onError: (error: Error) => void;
  #connecting: Promise<pg.Client> | undefined;
  readonly #listened = new WeakMap<pg.Client, Set<string>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(config: ClientConfig, onError: (error: Error) => void) {
    super();
    this.setMaxListeners(0);
    this.#config = config;
    this.#onError = onError;
  }

  /** Resolves once the channel is listened to, however long it takes to connect. Rejects only when closed. */
  async listen(channel: string): Promise<void> {
    this.#channels.add(channel);
    const client = await this.#connect();
    // A client does one thing at a time.
    const listening = this.#last.then(() => this.#listenOn(client, channel));
    this.#last = listening.catch(() => undefined);
    await listening;
  }

  /** Stops trying to connect. */
  abandon(): void {
    this.#closing.abort(new Error('Messaging is closed'));
  }

  async close(): Promise<void> {
    this.abandon();
    this.removeAllListeners();
    const client = await this.#connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  #connect(): Promise<pg.Client> {
    this.#connecting ??= withBackOff(() => this.#open(), this.#closing.signal, this.#onError);
    return this.#connecting;
  }

  async #listenOn(client: pg.Client, channel: string): Promise<void> {
    const channels = this.#listened.get(client) ?? new Set();
    this.#listened.set(client, channels);
    if (channels.has(channel)) return;
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    channels.add(channel);
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({
      ...this.#config,
      // A pool hides its password from being copied.
      password: this.#config.password,
      keepAlive: true,
      application_name: 'millrace-messaging-listen',
    });
    let lost = false;
    const onLost = (error?: Error): void => {
      if (lost) return;
      lost = true;
      this.#reconnect(error ?? new Error('PostgreSQL closed the connection'));
    };
    client.on('error', () => undefined);
    await client.connect();
    try {
      for (const channel of this.#channels) await this.#listenOn(client, channel);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('notification', (notification) => this.emit('notification', notification));
    client.on('error', onLost);
    client.on('end', () => onLost());
    return client;
  }

  #reconnect(cause: Error): void {
    this.#connecting = undefined;
    if (this.#closing.signal.aborted) return;
    this.#onError(cause);
    this.emit('lost', cause);
    this.#connect().catch((failure: unknown) => {
      if (!this.#closing.signal.aborted) this.#onError(asError(failure));
    });
  }
}
