// Applies the migrations to the database that DATABASE_URL names, and ends: the one-shot job of a deployment.
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, NewerDatabaseError } from './migrate.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

const databaseUrl = process.env['DATABASE_URL'];
if (!databaseUrl) {
  console.error(
    'DATABASE_URL is not set: it must be the address of a PostgreSQL database, postgresql://user:password@host:5432/name',
  );
  process.exit(1);
}
process.on('SIGTERM', () => process.exit(1)).on('SIGINT', () => process.exit(1));
const seconds = Number(process.env['MILLRACE_START_TIMEOUT_SECONDS'] || 120);
const deadline = Date.now() + seconds * 1000;
for (let pause = FIRST_PAUSE_MS, said = ''; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
  try {
    await migrate(databaseUrl);
    console.log('The database has the schema of this release.');
    // The schema engine leaves a timer of ten seconds behind; there is nothing to wait for.
    process.exit(0);
  } catch (error) {
    const why = reasonOf(error);
    if (error instanceof NewerDatabaseError || Date.now() + pause > deadline) {
      console.error(why);
      process.exit(1);
    }
    if (why !== said) console.error(`Waiting up to ${seconds} s: ${why}`);
    said = why;
    await sleep(pause);
  }
}

/** Names the database, without the password in its address. */
function reasonOf(error: unknown): string {
  if (error instanceof NewerDatabaseError) return error.message;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { host, pathname } = new URL(databaseUrl ?? '');
  return `PostgreSQL at ${host}${pathname} (set by DATABASE_URL): ${(first as Error).message}`;
}
