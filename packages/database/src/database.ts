import type pg from 'pg';

/** What hand-written SQL runs on: the pool, or a transaction. */
export interface Queryable {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A process's one connection pool, for hand-written SQL. Statements are `$1`-parametrised, never put together from input. */
export class Database implements Queryable {
  constructor(readonly pool: pg.Pool) {}

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(text, [...values]);
    return rows;
  }

  /** Like `query`, but the server parses and plans the statement once for each connection, under this name. */
  async prepared<Row extends object>(
    name: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ name, text, values: [...values] });
    return rows;
  }

  /** Runs the work in one transaction: committed when it resolves, rolled back when it throws. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(new Transaction(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      // A connection that could not roll back is not given to the next one.
      client.release(broken);
    }
  }
}

export class Transaction implements Queryable {
  constructor(readonly client: pg.PoolClient) {}

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(text, [...values]);
    return rows;
  }
}

/** PostgreSQL's code for a violated unique constraint or primary key. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505';
}
