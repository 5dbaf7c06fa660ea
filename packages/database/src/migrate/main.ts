// Applies the migrations to the database that DATABASE_URL names, and ends: the one-shot job of a deployment.
import { migrate } from './migrate.ts';

const databaseUrl = process.env['DATABASE_URL'];
if (!databaseUrl) {
  console.error(
    'DATABASE_URL is not set: it must be the address of a PostgreSQL database, postgresql://user:password@host:5432/name',
  );
  process.exit(1);
}
try {
  await migrate(databaseUrl);
  // The schema engine leaves a timer of ten seconds behind; there is nothing to wait for.
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
