import { Logger } from '@nestjs/common';
import type { Database } from '@millrace/database/database';
import { DROP_EXPIRED } from './key-sql.ts';

const BATCH = 1000;
const EVERY_MS = 10 * 60_000;

/** Drops answers that were kept for long enough, a thousand at a time. Says how many. */
export async function dropExpiredKeys(database: Database, keepSeconds: number): Promise<number> {
  let dropped = 0;
  for (;;) {
    const rows = await database.query(DROP_EXPIRED, [keepSeconds, BATCH]);
    dropped += rows.length;
    if (rows.length < BATCH) return dropped;
  }
}

/** Drops them from now on, every ten minutes. Returns what ends that. */
export function keepDroppingExpiredKeys(database: Database, keepSeconds: number): () => Promise<void> {
  const logger = new Logger('idempotency keys');
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = dropExpiredKeys(database, keepSeconds).catch((error: Error) =>
      logger.warn(`Expired keys were not dropped: ${error.message}`),
    );
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
