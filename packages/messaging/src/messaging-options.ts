import type { Pool } from 'pg';

/** Durations in milliseconds. */
export interface MessagingTimeouts {
  /** How long a request waits for its reply. Default 10 000. */
  readonly request: number;
  /** How long a consumer owns what it works on without renewing; past that its work is taken to be lost. Default 30 000. */
  readonly lock: number;
  /** How often lost work is looked for. Default 30 000. */
  readonly stalledCheck: number;
  /** How long shutdown waits for handlers to finish. Default 10 000. */
  readonly shutdown: number;
  /** How long to wait before trying again what failed because the connection did. Default 1000. */
  readonly retry: number;
  /** How long `ping()` waits for an answer. Default 2000. */
  readonly ping: number;
  /** How often the outbox is read although nobody announced a row. Default 5000. */
  readonly outboxPoll: number;
  /** How often a running job looks whether it was cancelled, should the live signal have been lost. Default 5000. */
  readonly cancelPoll: number;
}

export const DEFAULT_TIMEOUTS: MessagingTimeouts = {
  request: 10_000,
  lock: 30_000,
  stalledCheck: 30_000,
  shutdown: 10_000,
  retry: 1000,
  ping: 2000,
  outboxPoll: 5000,
  cancelPoll: 5000,
};

/** Where messages are kept and how long things may take. `redisUrl` wins over `databaseUrl`; one of them must be given. */
export interface MessagingOptions {
  readonly redisUrl?: string;
  readonly databaseUrl?: string;
  /** Key prefix on Redis. On PostgreSQL everything lives in the schema `bullmq` instead. Default `millrace`. */
  readonly prefix?: string;
  readonly timeouts?: Partial<MessagingTimeouts>;
  /** Told of background failures, such as a lost connection; nothing needs to be done about them. Default: ignored. */
  readonly onError?: (error: Error, source: string) => void;
}

/** What writing and relaying events needs: the service's own pool, on the database that has `outbox_events`. */
export interface OutboxOptions {
  readonly pool: Pool;
}
