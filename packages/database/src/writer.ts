import pg from 'pg';
import { inTransaction } from './transaction.ts';

/**
 * One connection of its own for a group commit, so that reads can never keep writes waiting. Its statements are prepared once and
 * keep one plan, the one that looks rows up by their keys: what the tables' statistics say while a table grows from nothing
 * must not turn a write into a scan. Lookups are written as scalar subqueries, which join methods do not touch.
 */
export class Writer {
  private readonly pool: pg.Pool;

  constructor(main: pg.Pool) {
    // The pool waits for what this returns, which its type does not say.
    const onConnect = (client: pg.ClientBase): unknown => client.query(SETTINGS);
    this.pool = new pg.Pool({ ...main.options, max: 1, onConnect });
    this.pool.on('error', () => undefined);
  }

  /** Runs one prepared statement, which is one transaction: it is durable when this resolves. */
  async run<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ name, text, values: [...values] });
    return rows;
  }

  /** Runs several of them in one transaction: durable when this resolves. */
  async together<T>(work: (writer: Pick<Writer, 'run'>) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, ({ client }) =>
      work({
        async run<Row extends object>(
          name: string,
          text: string,
          values: readonly unknown[],
        ): Promise<Row[]> {
          const { rows } = await client.query<Row>({ name, text, values: [...values] });
          return rows;
        },
      }),
    );
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

const SETTINGS = `
  SET plan_cache_mode = force_generic_plan;
  SET enable_seqscan = off;
  SET enable_nestloop = off;
  SET enable_mergejoin = off;
  SET jit = off`;
