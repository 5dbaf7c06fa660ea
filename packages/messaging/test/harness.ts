import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { Broker } from '../src/broker/broker.ts';
import type { MessagingOptions } from '../src/messaging-options.ts';
import { PostgresProcess } from './postgres-process.ts';
import { RedisProcess } from './redis-process.ts';

/** One of the two stores, as the conformance suite uses it. */
export class Harness {
  readonly kind: 'redis' | 'postgres';
  readonly options: MessagingOptions;
  readonly databaseUrl: string;
  readonly #postgres: PostgresProcess;
  readonly #redis: RedisProcess | undefined;
  readonly #cleanUps: (() => Promise<unknown>)[] = [];

  private constructor(postgres: PostgresProcess, redis: RedisProcess | undefined) {
    this.kind = redis ? 'redis' : 'postgres';
    this.#postgres = postgres;
    this.#redis = redis;
    this.databaseUrl = postgres.url;
    this.options = {
      ...(redis ? { redisUrl: redis.url } : { databaseUrl: postgres.url }),
      timeouts: {
        request: 5000,
        lock: 1000,
        stalledCheck: 300,
        shutdown: 3000,
        retry: 100,
        outboxPoll: 500,
        cancelPoll: 500,
        ping: 500,
      },
      ...(process.env['MESSAGING_TEST_LOG']
        ? { onError: (error: Error, source: string) => console.log(source, error) }
        : {}),
    };
  }

  static async start(kind: 'redis' | 'postgres'): Promise<Harness> {
    const postgres = await PostgresProcess.start();
    const harness = new Harness(postgres, kind === 'redis' ? await RedisProcess.start() : undefined);
    const schema = await readFile(new URL('outbox-schema.sql', import.meta.url), 'utf8');
    const pool = harness.pool();
    await pool.query(schema);
    await harness.cleanUp();
    return harness;
  }

  /** A broker as a process of its own would have it. Closed after the test. */
  broker(options: Partial<MessagingOptions> = {}): Broker {
    const broker = new Broker({ ...this.options, ...options });
    this.afterTest(() => broker.close());
    return broker;
  }

  /** A pool on the database with the outbox. Ended after the test. */
  pool(): pg.Pool {
    const pool = new pg.Pool({ connectionString: this.databaseUrl, max: 4 });
    pool.on('error', () => undefined);
    this.afterTest(() => pool.end());
    return pool;
  }

  /** What was started last is closed first. */
  afterTest(cleanUp: () => Promise<unknown>): void {
    this.#cleanUps.unshift(cleanUp);
  }

  async cleanUp(): Promise<void> {
    for (const cleanUp of this.#cleanUps.splice(0)) await cleanUp();
  }

  /** Kills the store without warning, as a crash does, and starts it again. */
  async crashStore(whileDown: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const store = this.#redis ?? this.#postgres;
    await store.crash();
    await whileDown();
    await store.startAgain();
  }

  async stop(): Promise<void> {
    await this.#redis?.stop();
    await this.#postgres.stop();
  }
}

/** A name no other test uses. */
export function unique(word: string): string {
  return `${word}-${randomBytes(4).toString('hex').replaceAll(/[0-9]/g, 'x')}${String.fromCharCode(97 + Math.floor(Math.random() * 26))}`;
}
