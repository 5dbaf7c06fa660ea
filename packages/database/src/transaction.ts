import type pg from 'pg';

/** What hand-written SQL runs on: the pool, or a transaction. */
export interface Queryable {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export class Transaction implements Queryable {
  constructor(readonly client: pg.PoolClient) {}

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(text, [...values]);
    return rows;
  }
}

/** A transaction that many take part in, who know nothing of each other: their statements run one after the other. */
export class JointTransaction extends Transaction {
  private ended = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    client: pg.PoolClient,
    /** What waits for the commit. */
    readonly stepsAfter: (() => Promise<void>)[],
  ) {
    super(client);
  }

  get open(): boolean {
    return !this.ended;
  }

  /** Takes no more statements; resolves when those that were taken are done. */
  async end(): Promise<void> {
    this.ended = true;
    await this.last;
  }

  override query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (this.ended) return Promise.reject(new Error('The transaction has ended'));
    const answer = this.last.then(() => super.query<Row>(text, values));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  /** A transaction within this one: when the work throws, what it did is undone, and this one goes on. */
  async nested<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    await this.query('SAVEPOINT nested');
    try {
      const result = await work(this);
      await this.query('RELEASE SAVEPOINT nested');
      return result;
    } catch (error) {
      await this.query('ROLLBACK TO SAVEPOINT nested; RELEASE SAVEPOINT nested');
      throw error;
    }
  }
}

/** Runs the work in one transaction on a connection of the pool: committed when it resolves, rolled back when it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The next statement fails too, and says so; without a listener the event would end the process.
  client.on('error', ignore);
  try {
    await client.query('BEGIN');
    const result = await work(new Transaction(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off('error', ignore);
    // A connection that could not roll back is not given to the next one.
    client.release(broken);
  }
}

function ignore(): void {}
