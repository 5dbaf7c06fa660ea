import type { BackendFactory, IQueueBackend, RelayBackendFactory } from 'bullmq';

/** Where BullMQ keeps its queues. There are two: Redis and PostgreSQL; everything else is the same code for both. */
export interface Store {
  readonly kind: 'redis' | 'postgres';
  /** What BullMQ's constructors take as `connection`: one for the whole process. */
  readonly connection: object;
  readonly queueBackend: BackendFactory<IQueueBackend, object>;
  readonly relayBackend: RelayBackendFactory<object>;
  /** Seconds that an idle worker sleeps when nothing wakes it. */
  readonly idlePollSeconds: number;
  /** Resolves when the store answers; rejects with what is wrong. Does not retry. */
  ping(): Promise<void>;
  /** What an operator should change about the store, once it is connected. */
  readonly warning: string | undefined;
  /** Stops retrying a connection that cannot be made, so that shutdown does not wait for it. */
  abandon(): void;
  /** Closes every connection. */
  close(): Promise<void>;
}
