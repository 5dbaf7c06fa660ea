import { migrate } from '../src/migrate/migrate.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';
import { createTemplate } from './test-database.ts';

declare global {
  var millraceTestPostgres: PostgresServer | undefined;
}

/** One PostgreSQL for the whole Jest run, with a migrated template database. */
export default async function setUp(): Promise<void> {
  const server = await startPostgres();
  globalThis.millraceTestPostgres = server;
  process.env['MILLRACE_TEST_POSTGRES'] = server.url;
  await migrate(await createTemplate(server.url));
}
