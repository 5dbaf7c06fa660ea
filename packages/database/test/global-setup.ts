import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type PostgresServer, startTestPostgres } from './postgres-server.ts';
import { createTemplate } from './test-database.ts';

declare global {
  var millraceTestPostgres: PostgresServer | undefined;
}

/** One PostgreSQL for the whole Jest run, with a migrated template database. */
export default async function setUp(): Promise<void> {
  const server = await startTestPostgres();
  globalThis.millraceTestPostgres = server;
  process.env['MILLRACE_TEST_POSTGRES'] = server.url;
  await migrateAsAService(await createTemplate(server.url));
}

/** As a deployment's migration job does it, in a process of its own. */
async function migrateAsAService(databaseUrl: string): Promise<void> {
  const main = fileURLToPath(new URL('../src/migrate/main.ts', import.meta.url));
  const environment = { ...process.env, DATABASE_URL: databaseUrl };
  await promisify(execFile)(process.execPath, ['--conditions=source', main], { env: environment });
}
