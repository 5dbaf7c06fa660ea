import pg from 'pg';
import { isDatabaseUnavailable } from './sql-state.ts';
import { inTransaction } from './transaction.ts';

/**
 * One connection of its own for a group commit, so that reads can never keep writes waiting. Its statements are prepared once and
 * keep one plan, the one that looks rows up by their keys: what the tables' statistics say while a table grows from nothing
 * must not turn a write into a scan. Lookups are written as scalar subqueries, which join methods do not touch.
 */
export class Writer {
  private readonly pool: pg.Pool;
  private held: pg.PoolClient | undefined;
  private letGo: (error?: Error) => void = () => undefined;
  private isRunning = false;
  private isIdle = false;

  constructor(main: pg.Pool) {
    // The pool waits for what this returns, which its type does not say.
    const onConnect = (client: pg.ClientBase): unknown => client.query(SETTINGS);
    this.pool = new pg.Pool({ ...main.options, max: 1, onConnect });
    this.pool.on('error', () => undefined);
  }

  /** Runs one prepared statement, which is one transaction: it is durable when this resolves. */
  async run<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    this.isRunning = true;
    this.isIdle = false;
    try {
      this.held ??= await this.hold();
      const { rows } = await this.held.query<Row>({ name, text, values: [...values] });
      return rows;
    } catch (error) {
      // PostgreSQL says that it ends a connection before it does so.
      if (isDatabaseUnavailable(error)) this.letGo(error as Error);
      throw error;
    } finally {
      this.isRunning = false;
    }
  }

  /** Runs several of them in one transaction: durable when this resolves. */
  async together<T>(work: (writer: Pick<Writer, 'run'>) => Promise<T>): Promise<T> {
    this.letGo();
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
    this.letGo();
    await this.pool.end();
  }

  /**
   * Keeps the connection while there is something to write. Taking it from the pool for each statement would put the statement
   * behind all that the event loop has to do when the one before returns, and PostgreSQL would wait for it meanwhile.
   */
  private async hold(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    const letGo = (error?: Error): void => {
      clearInterval(idle);
      client.off('error', letGo).off('end', letGo);
      this.held = undefined;
      this.letGo = () => undefined;
      client.release(error);
    };
    const idle = setInterval(() => {
      if (this.isIdle && !this.isRunning) letGo();
      this.isIdle = true;
    }, IDLE_MS).unref();
    client.on('error', letGo).on('end', letGo);
    this.letGo = letGo;
    return client;
  }
}

/** After twice as long at most the pool has the connection back, which ends it when nobody wants it. */
const IDLE_MS = 30_000;

const SETTINGS = `
  SET plan_cache_mode = force_generic_plan;
  SET enable_seqscan = off;
  SET enable_nestloop = off;
  SET enable_mergejoin = off;
  SET jit = off`;
