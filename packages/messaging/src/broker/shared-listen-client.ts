import { EventEmitter } from 'node:events';
import type { PgNotification, PgPoolClient, PgQueryResult } from 'bullmq';
import type { Notification } from 'pg';
import type { PostgresListener } from './postgres-listener.ts';

type Query = <Row>(text: string, params?: readonly unknown[]) => Promise<PgQueryResult<Row>>;

/**
 * What BullMQ is given when it checks a client out of its pool. It does so for two things only: to look at the
 * schema once, and to LISTEN for good. The first goes to the pool, the second to the listener that all share.
 */
export class SharedListenClient extends EventEmitter implements PgPoolClient {
  readonly #listener: PostgresListener;
  readonly #query: Query;
  #released = false;
  readonly #onNotification = (notification: Notification): void => {
    this.emit('notification', notification satisfies PgNotification);
  };
  readonly #onLost = (error: Error): void => {
    if (this.listenerCount('error') > 0) this.emit('error', error);
  };

  constructor(listener: PostgresListener, query: Query) {
    super();
    this.setMaxListeners(0);
    this.#listener = listener;
    this.#query = query;
    listener.on('notification', this.#onNotification);
    listener.on('lost', this.#onLost);
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    const channel = /^\s*LISTEN\s+"?([a-z_]+)"?/im.exec(text)?.[1];
    if (channel !== undefined) {
      await this.#listener.listen(channel);
      // BullMQ let go of this client while it waited, and would listen in vain. The error makes it take another.
      if (this.#released) throw new Error('The listening connection was lost');
      return { rows: [] };
    }
    // Each BullMQ worker would name the connection after itself; it is nobody's own here.
    if (text.includes('application_name')) return { rows: [] };
    return this.#query<Row>(text, params);
  }

  release(): void {
    this.#released = true;
    this.#listener.off('notification', this.#onNotification);
    this.#listener.off('lost', this.#onLost);
  }
}
