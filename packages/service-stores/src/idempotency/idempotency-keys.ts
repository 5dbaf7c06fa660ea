import { setTimeout as sleep } from 'node:timers/promises';
import { Database, type Queryable, type Transaction } from '@millrace/database/database';
import { KeyStore, type KeyOutcome } from '@millrace/service-kit/idempotency/key-store';
import type { KeyedRequest } from '@millrace/service-kit/idempotency/keyed-request';
import pg from 'pg';
import { FIND_KEY, KEEP_ANSWER, LOCK_KEY, lockOf, RELEASE_KEY, RESERVE_KEY, SET_ANSWER } from './key-sql.ts';

export interface IdempotencyOptions {
  /** How long answers are kept. */
  readonly keepSeconds: number;
  /** How long a request waits for the first one with its key. */
  readonly patienceMs?: number;
  /** After this a reservation counts as left behind by a process that died. */
  readonly reservedSeconds?: number;
}

interface KeptRow {
  readonly same: boolean;
  /** Null while the key is only reserved. */
  readonly answer: string | null;
}

/** Requests with a key that are at work at once: each holds a connection, of the twenty that a process may open. */
const MAX_CONNECTIONS = 3;
const LOOK_AGAIN_MS = 50;
const LOCK_TIMEOUT = '55P03';

/** Keeps the answers to requests with keys in the database. */
export class IdempotencyKeys extends KeyStore {
  private readonly pool: pg.Pool;
  private readonly keepSeconds: number;
  private readonly patienceMs: number;
  private readonly reservedSeconds: number;

  constructor(
    private readonly database: Database,
    options: IdempotencyOptions,
  ) {
    super();
    this.keepSeconds = options.keepSeconds;
    this.patienceMs = options.patienceMs ?? 10_000;
    this.reservedSeconds = options.reservedSeconds ?? 60;
    this.pool = new pg.Pool({ ...database.pool.options, max: MAX_CONNECTIONS });
    this.pool.on('error', () => undefined);
  }

  /** What was kept for the request, if anything was. */
  async find(request: KeyedRequest): Promise<KeyOutcome | undefined> {
    return this.findOn(this.database, request);
  }

  /**
   * The first request with a key holds a lock while it works, for which others wait; the key itself is written at the end, so that
   * statements that write keys (those that create runs) never wait for a request.
   */
  override async inTransaction(request: KeyedRequest, make: () => Promise<string>): Promise<KeyOutcome> {
    try {
      return await this.database.jointly(this.pool, async (transaction) => {
        await this.lock(transaction, request);
        const kept = await this.findOn(transaction, request);
        if (kept !== undefined) return kept;
        const answer = await make();
        const { key, fingerprint } = request;
        const rows = await transaction.query(KEEP_ANSWER, [key, fingerprint, answer, this.keepSeconds]);
        if (rows.length === 0) throw new KeyTakenError();
        return { answer, replayed: false };
      });
    } catch (error) {
      if (!(error instanceof KeyTakenError)) throw error;
      // What was made is undone: meanwhile the key was given to a request of another kind.
      return (await this.find(request)) ?? 'in-progress';
    }
  }

  override async reserved(request: KeyedRequest, make: () => Promise<string>): Promise<KeyOutcome> {
    const { key } = request;
    const reservation = await this.reserve(request);
    if (typeof reservation === 'object') return reservation.outcome;
    try {
      const answer = await make();
      await this.database.query(SET_ANSWER, [key, reservation, answer]);
      return { answer, replayed: false };
    } catch (error) {
      await this.database.query(RELEASE_KEY, [key, reservation]).catch(() => undefined);
      throw error;
    }
  }

  /** For the statements that write keys of their own: what `KEEP_ANSWER` needs to know. */
  get seconds(): number {
    return this.keepSeconds;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async findOn(on: Queryable, { key, fingerprint }: KeyedRequest): Promise<KeyOutcome | undefined> {
    const [row] = await on.query<KeptRow>(FIND_KEY, [
      key,
      fingerprint,
      this.keepSeconds,
      this.reservedSeconds,
    ]);
    if (row === undefined) return undefined;
    if (!row.same) return 'other-request';
    return row.answer === null ? 'in-progress' : { answer: row.answer, replayed: true };
  }

  private async lock(transaction: Transaction, { key }: KeyedRequest): Promise<void> {
    try {
      await transaction.query(`SET LOCAL lock_timeout = ${this.patienceMs}`);
      await transaction.query(LOCK_KEY, [lockOf(key)]);
    } catch (error) {
      if ((error as { code?: unknown }).code === LOCK_TIMEOUT) throw new KeyTakenError();
      throw error;
    }
  }

  /** The reservation's name, or what there is instead of one. */
  private async reserve(request: KeyedRequest): Promise<string | { readonly outcome: KeyOutcome }> {
    const { key, fingerprint } = request;
    const deadline = Date.now() + this.patienceMs;
    for (;;) {
      const values = [key, fingerprint, this.keepSeconds, this.reservedSeconds];
      const [row] = await this.database.query<{ reservation: string }>(RESERVE_KEY, values);
      if (row !== undefined) return row.reservation;
      const outcome = await this.find(request);
      if (outcome !== undefined && outcome !== 'in-progress') return { outcome };
      if (Date.now() > deadline) return { outcome: 'in-progress' };
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

class KeyTakenError extends Error {}
