import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, type TestDatabase } from '../../test/test-database.ts';
import { MIGRATIONS_FOLDER, migrationNames } from './migrations-folder.ts';

describe('migrate', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    folder = await mkdtemp(join(tmpdir(), 'millrace-migrations-'));
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('applies each migration once when eight services start at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => migrateInItsOwnProcess(database.url)));
    expect(await applied(database.url)).toEqual(await migrationNames());
  });

  it('applies a later migration to a database that has the earlier ones', async () => {
    const name = '29990101000000_later';
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'migration.sql'), 'CREATE TABLE later (id int PRIMARY KEY)');
    await migrateInItsOwnProcess(database.url, folder);
    expect(await applied(database.url)).toContain(name);
  });

  it('refuses a database that a newer version has migrated', async () => {
    await expect(migrateInItsOwnProcess(database.url)).rejects.toThrow(/newer version of Millrace/);
  });
});

async function applied(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations ORDER BY migration_name',
  );
  await client.end();
  return rows.map((row) => row.migration_name);
}

/** As a service does when it starts. */
async function migrateInItsOwnProcess(url: string, migrations = MIGRATIONS_FOLDER): Promise<void> {
  const module = new URL('./migrate.ts', import.meta.url).href;
  const script = `import { migrate } from '${module}'; await migrate(...process.argv.slice(1)); process.exit(0);`;
  const args = ['--conditions=source', '--input-type=module', '-e', script, url, migrations];
  await promisify(execFile)(process.execPath, args);
}
