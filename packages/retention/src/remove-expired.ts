import type { Stores } from '@millrace/artifact-stores/store/stores';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { carryOut, planRemoval } from './collect.ts';

export interface Expiry {
  readonly databaseUrl: string;
  readonly days: number;
  readonly stores: Stores;
  readonly logger: { log(line: string): void; warn(line: string): void };
}

const DAY_MS = 86_400_000;
const LOCK = `SELECT pg_try_advisory_lock(hashtext('millrace retention'), 0) AS locked`;

/** Removes what was deleted so many days ago, unless another replica is at it. Its connections are closed afterwards. */
export async function removeExpired({ databaseUrl, days, stores, logger }: Expiry): Promise<void> {
  const pool = openPool(databaseUrl, { max: 2, applicationName: 'millrace-retention' });
  try {
    // The lock belongs to its session, and goes with it.
    const client = await pool.connect();
    const { rows } = await client.query<{ locked: boolean }>(LOCK);
    if (rows[0]?.locked) {
      const database = new Database(pool);
      const plan = await planRemoval(database, { olderThanMs: days * DAY_MS });
      const { removed, failed } = await carryOut(plan, database, stores, (sentence) => logger.warn(sentence));
      if (removed.length > 0)
        logger.log(`Removed ${removed.length} that were deleted ${days} days ago or earlier`);
      for (const { deleted, why } of failed)
        logger.warn(`The ${deleted.kind} ${deleted.id} was not removed: ${why}`);
    }
    client.release(true);
  } finally {
    await pool.end();
  }
}
