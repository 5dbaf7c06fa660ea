import { createRedisBackend, createRedisRelayBackend } from 'bullmq';
import type { BackendFactory, IQueueBackend, RelayBackendFactory } from 'bullmq';
import { Redis } from 'ioredis';
import { settledWithin, withDeadline } from './deadline.ts';
import { redisWarning } from './redis-durability.ts';
import type { Store } from './store.ts';

/** Queues in Redis: one connection for all commands, and one more for each worker and for the relay, which block on theirs. */
export class RedisStore implements Store {
  readonly kind = 'redis';
  readonly connection: Redis;
  readonly queueBackend = createRedisBackend as BackendFactory<IQueueBackend, object>;
  readonly relayBackend = createRedisRelayBackend as RelayBackendFactory<object>;
  readonly idlePollSeconds = 5;
  readonly #pingMs: number;
  #abandoned = false;
  #lastError: string | undefined;
  #warning: string | undefined;

  constructor(url: string, pingMs: number, onError: (error: Error, source: string) => void) {
    this.#pingMs = pingMs;
    this.connection = new Redis(url, {
      // Workers require it: a command waits for the connection to come back instead of failing.
      maxRetriesPerRequest: null,
      disconnectTimeout: 200,
      retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 6), 5000),
    });
    this.connection.on('error', (error: Error) => {
      this.#lastError = error.message;
      onError(error, 'redis');
    });
    this.connection.on('ready', () => {
      this.#lastError = undefined;
      void this.#inspect(onError);
    });
  }

  get warning(): string | undefined {
    return this.#warning;
  }

  async ping(): Promise<void> {
    const late = `Redis did not answer within ${this.#pingMs} ms`;
    await withDeadline(this.connection.ping(), this.#pingMs, late).catch((error: Error) => {
      // A command waits for the connection, and does not say what is wrong with that.
      throw this.#lastError === undefined ? error : new Error(`${error.message}: ${this.#lastError}`);
    });
  }

  async #inspect(onError: (error: Error, source: string) => void): Promise<void> {
    this.#warning = await redisWarning(this.connection);
    if (this.#warning !== undefined) onError(new Error(this.#warning), 'redis');
  }

  abandon(): void {
    this.#abandoned = true;
    this.connection.disconnect();
  }

  async close(): Promise<void> {
    if (this.#abandoned) return;
    if (!(await settledWithin(this.connection.quit(), 1000))) this.connection.disconnect();
  }
}
