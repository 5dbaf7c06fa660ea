import { Queue, Worker } from 'bullmq';
import type { IQueueBackend, Job, JobProgress, Relay, WorkerOptions } from 'bullmq';
import { DEFAULT_TIMEOUTS } from '../messaging-options.ts';
import type { MessagingOptions, MessagingTimeouts } from '../messaging-options.ts';
import { settledWithin } from './deadline.ts';
import { PostgresStore } from './postgres-store.ts';
import { RedisStore } from './redis-store.ts';
import { RelayConnection } from './relay-connection.ts';
import type { Store } from './store.ts';
import { queueTelemetry } from './telemetry.ts';

export type BrokerQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend, object>;
export type BrokerWorker = Worker<unknown, unknown, string, IQueueBackend, JobProgress, object>;
export type BrokerJob = Job<unknown, unknown>;
type Process = (job: BrokerJob, token: string | undefined) => Promise<unknown>;

/** Opens queues, workers and the relay on Redis or PostgreSQL, and closes them all. One for a process. */
export class Broker {
  readonly store: Store;
  readonly timeouts: MessagingTimeouts;
  /** By reply topic: who awaits replies in this very process, as callers do in standalone. Saves the way over the relay. */
  readonly localReplies = new Map<string, (reply: unknown) => void>();
  readonly #prefix: string;
  readonly #onError: (error: Error, source: string) => void;
  readonly #queues = new Map<string, BrokerQueue>();
  readonly #workers = new Set<BrokerWorker>();
  readonly #telemetry = queueTelemetry();
  #relay: RelayConnection | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: MessagingOptions) {
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
    this.#prefix = options.prefix ?? 'millrace';
    this.#onError = options.onError ?? (() => undefined);
    this.store = openStore(options, this.timeouts, this.#onError);
  }

  /** The queue of that name, for adding and looking. The same one at each call. */
  queue(name: string): BrokerQueue {
    const open = this.#queues.get(name);
    if (open) return open;
    const settings = {
      connection: this.store.connection,
      prefix: this.#prefix,
      streams: { events: { maxLen: 100 } },
      ...this.#telemetry,
    };
    const queue: BrokerQueue = new Queue(name, settings, this.store.queueBackend);
    queue.on('error', (error) => this.report(error, `queue ${name}`));
    this.#queues.set(name, queue);
    return queue;
  }

  /** Starts a worker on the queue of that name. It is closed with the broker, or by `closeWorker`. */
  worker(name: string, process: Process, options: Omit<WorkerOptions, 'connection'>): BrokerWorker {
    const settings = {
      connection: this.store.connection,
      prefix: this.#prefix,
      drainDelay: this.store.idlePollSeconds,
      lockDuration: this.timeouts.lock,
      stalledInterval: this.timeouts.stalledCheck,
      runRetryDelay: this.timeouts.retry,
      ...this.#telemetry,
      ...options,
    };
    const worker: BrokerWorker = new Worker(name, process, settings, this.store.queueBackend);
    worker.on('error', (error) => this.report(error, `worker ${name}`));
    this.#workers.add(worker);
    return worker;
  }

  /** Stops fetching, waits for what is being handled, at most the shutdown time, and closes the worker. */
  async closeWorker(worker: BrokerWorker): Promise<void> {
    this.#workers.delete(worker);
    if (!(await settledWithin(worker.close(), this.timeouts.shutdown))) {
      this.report(
        new Error('still at work at shutdown; its work will be redelivered'),
        `worker ${worker.name}`,
      );
    }
  }

  /** The relay of live topics, once it is connected. */
  relay(): Promise<Relay<object>> {
    this.#relay ??= new RelayConnection(this.store, this.#prefix, (error) => this.report(error, 'relay'));
    return this.#relay.relay;
  }

  /** For `/ready`: resolves when Redis or PostgreSQL answers, rejects with what is wrong. */
  ping(): Promise<void> {
    return this.#closing ? Promise.reject(new Error('Messaging is closed')) : this.store.ping();
  }

  report(error: Error, source: string): void {
    if (!this.#closing) this.#onError(error, source);
  }

  /** Closes workers, relay, queues and connections, in that order, also when the store is out of reach. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const reachable = await this.store.ping().then(
      () => true,
      () => false,
    );
    if (!reachable) this.store.abandon();
    const bound = reachable ? this.timeouts.shutdown : 500;
    await Promise.all([...this.#workers].map((worker) => settledWithin(worker.close(!reachable), bound)));
    await settledWithin(this.#relay?.close() ?? Promise.resolve(), bound);
    await Promise.all([...this.#queues.values()].map((queue) => settledWithin(queue.close(), bound)));
    await this.store.close();
  }
}

function openStore(
  options: MessagingOptions,
  timeouts: MessagingTimeouts,
  onError: (error: Error, source: string) => void,
): Store {
  if (options.redisUrl) return new RedisStore(options.redisUrl, timeouts.ping, onError);
  if (options.databaseUrl)
    return new PostgresStore({ connectionString: options.databaseUrl }, timeouts.ping, onError);
  throw new Error('Messaging needs REDIS_URL or DATABASE_URL');
}
