import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { inTransaction, JointTransaction, type Queryable, type Transaction } from './transaction.ts';

export { type Queryable, Transaction } from './transaction.ts';

/** A process's one connection pool, for hand-written SQL. Statements are `$1`-parametrised, never put together from input. */
export class Database implements Queryable {
  private readonly joint = new AsyncLocalStorage<JointTransaction>();

  constructor(readonly pool: pg.Pool) {}

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const around = this.around();
    if (around) return around.query<Row>(text, values);
    const { rows } = await this.pool.query<Row>(text, [...values]);
    return rows;
  }

  /** Like `query`, but the server parses and plans the statement once for each connection, under this name. */
  async prepared<Row extends object>(
    name: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const around = this.around();
    if (around) return around.query<Row>(text, values);
    const { rows } = await this.pool.query<Row>({ name, text, values: [...values] });
    return rows;
  }

  /** Runs the work in one transaction: committed when it resolves, rolled back when it throws. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const around = this.around();
    return around ? around.nested(work) : inTransaction(this.pool, work);
  }

  /**
   * A transaction that all takes part in which the work does on this database, whichever object does it; each `transaction` in it can
   * still fail by itself. Its connection comes from `pool`: not from this database's own, so that the work can wait for what another
   * connection of that does.
   */
  async jointly<T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const steps: (() => Promise<void>)[] = [];
    const result = await inTransaction(pool, async ({ client }) => {
      const joint = new JointTransaction(client, steps);
      try {
        return await this.joint.run(joint, () => work(joint));
      } finally {
        await joint.end();
      }
    });
    for (const step of steps) await step();
    return result;
  }

  /** Runs a step that must not come before what was written is committed: at once, or when the joint transaction is. */
  async afterCommit(step: () => Promise<void>): Promise<void> {
    const around = this.around();
    if (around) around.stepsAfter.push(step);
    else await step();
  }

  /** The joint transaction of whoever calls. One that ended is left alone: work that nobody waited for may outlive it. */
  private around(): JointTransaction | undefined {
    const around = this.joint.getStore();
    return around?.open === true ? around : undefined;
  }
}
