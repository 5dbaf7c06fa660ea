import {
  assertSchemaCompatibility,
  createPostgresBackend,
  createPostgresRelayBackend,
  DEFAULT_SCHEMA,
  LATEST_SCHEMA_VERSION,
  runMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq';
import type {
  BackendFactory,
  IQueueBackend,
  PgPool,
  PgPoolClient,
  PgQueryResult,
  RelayBackendFactory,
} from 'bullmq';
import pg from 'pg';
import type { PoolConfig } from 'pg';
import { asError, withBackOff } from './back-off.ts';
import { withDeadline } from './deadline.ts';
import { asConnectionError } from './postgres-connection-error.ts';
import { claimableJobSql } from './claimable-job-sql.ts';
import { PostgresListener } from './postgres-listener.ts';
import { SharedListenClient } from './shared-listen-client.ts';
import type { Store } from './store.ts';

const MAX_CONNECTIONS = 4;

/**
 * Queues in PostgreSQL, in the schema `bullmq`. BullMQ takes `connection` for a pg.Pool that belongs to us; behind it
 * are one small pool, whose connections close when idle, and one connection that LISTENs for all queues.
 */
export class PostgresStore implements Store {
  readonly kind = 'postgres';
  readonly connection: PgPool;
  readonly queueBackend = createPostgresBackend as BackendFactory<IQueueBackend, object>;
  readonly relayBackend = createPostgresRelayBackend as RelayBackendFactory<object>;
  readonly idlePollSeconds = 60;
  readonly warning = undefined;
  readonly listener: PostgresListener;
  readonly #pool: pg.Pool;
  readonly #closing = new AbortController();
  readonly #pingMs: number;
  readonly #onError: (error: Error, source: string) => void;
  #migrated: Promise<void> | undefined;

  constructor(database: PoolConfig, pingMs: number, onError: (error: Error, source: string) => void) {
    this.#pingMs = pingMs;
    this.#onError = onError;
    this.#pool = new pg.Pool({
      ...database,
      options: `-c search_path=${DEFAULT_SCHEMA}`,
      application_name: 'millrace-messaging',
      max: MAX_CONNECTIONS,
      idleTimeoutMillis: 5000,
    });
    this.#pool.on('error', (error) => onError(error, 'postgres'));
    this.listener = new PostgresListener(database, (error) => onError(error, 'postgres'));
    this.connection = this.#sharedPool();
  }

  async ping(): Promise<void> {
    const answer = this.#pool.query('SELECT 1').then(() => this.#migrate());
    await withDeadline(answer, this.#pingMs, `PostgreSQL did not answer within ${this.#pingMs} ms`);
  }

  abandon(): void {
    this.#closing.abort(new Error('Messaging is closed'));
    this.listener.abandon();
  }

  async close(): Promise<void> {
    this.abandon();
    await this.listener.close();
    await this.#pool.end();
  }

  #sharedPool(): PgPool & { readonly options: { readonly max: number; readonly keepAlive: boolean } } {
    const query = async <Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> => {
      try {
        const { rows, rowCount } = await this.#pool.query(
          claimableJobSql(text),
          params ? [...params] : undefined,
        );
        return { rows: rows as Row[], rowCount };
      } catch (error) {
        throw asConnectionError(asError(error));
      }
    };
    const shared = {
      // BullMQ reads these two: the first must allow for its LISTEN client, the second is what the listener does.
      options: { max: MAX_CONNECTIONS, keepAlive: true },
      query,
      connect: async (): Promise<PgPoolClient> => {
        await this.#migrate();
        return new SharedListenClient(this.listener, query);
      },
      end: () => Promise.resolve(),
      on: () => shared,
      removeAllListeners: () => shared,
    };
    return shared;
  }

  /** Makes BullMQ's tables, once they can be made. Services that start at once wait for each other on BullMQ's lock. */
  #migrate(): Promise<void> {
    this.#migrated ??= withBackOff(
      () => this.#migrateOnce(),
      this.#closing.signal,
      (error) => this.#onError(error, 'postgres'),
    );
    return this.#migrated;
  }

  async #migrateOnce(): Promise<void> {
    const client = await this.#pool.connect();
    // Without a listener, losing the connection now would end the process.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    try {
      const version = await assertSchemaCompatibility(client).catch((error: unknown) => {
        if (error instanceof SchemaMigrationRequiredError) return 0;
        throw error;
      });
      if (version < LATEST_SCHEMA_VERSION) await runMigrations(client);
    } finally {
      client.off('error', ignore);
      client.release();
    }
  }
}
