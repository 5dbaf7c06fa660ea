import pg from 'pg';
import { migrationNames, MIGRATIONS_FOLDER, readMigrations } from './migrations-folder.ts';

/** The database was migrated by a newer Millrace than this one. */
export class NewerDatabaseError extends Error {}

// Any fixed number; services that start at once on one database take turns on it.
const MIGRATION_LOCK = 7_716_022_024;

/**
 * Brings a database to the schema of this release. Safe when several services start at once: one migrates, the others wait
 * and find nothing to do. Throws NewerDatabaseError when the database has migrations that this release does not know.
 */
export async function migrate(databaseUrl: string, folder = MIGRATIONS_FOLDER): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'millrace-migrate',
    connectionTimeoutMillis: 5000,
  });
  await client.connect();
  try {
    if (await isCurrent(client, folder)) return;
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // Whoever held the lock before may have done it all.
    if (!(await isCurrent(client, folder))) await apply(databaseUrl, folder);
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
}

/** Asks the database alone, so that an ordinary start need not load the schema engine. */
async function isCurrent(client: pg.Client, folder: string): Promise<boolean> {
  const known = await migrationNames(folder);
  const applied = await appliedMigrations(client);
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new NewerDatabaseError(
      `The database was last used by a newer version of Millrace (it has the migration ${unknown.at(-1)}, which this version does not know); start that version, or use another database.`,
    );
  return known.every((name) => applied.includes(name));
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  if (!tables[0]?.there) return [];
  const { rows } = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  );
  return rows.map((row) => row.migration_name);
}

async function apply(databaseUrl: string, folder: string): Promise<void> {
  const { withSchemaEngine } = await import('./schema-engine.ts');
  const migrationsList = await readMigrations(folder);
  const filters = { externalTables: [], externalEnums: [] };
  await withSchemaEngine(databaseUrl, (engine) => engine.applyMigrations({ migrationsList, filters }));
}
