import { randomBytes } from 'node:crypto';
import pg from 'pg';

const TEMPLATE = 'millrace_template';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of this test file alone, with the current schema: a copy of the run's migrated template. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(TEMPLATE);
}

/** A database with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}

async function create(template: string): Promise<TestDatabase> {
  const server = process.env['MILLRACE_TEST_POSTGRES'];
  if (!server) throw new Error('MILLRACE_TEST_POSTGRES is not set: Jest sets it in its global setup');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Makes the template that `createTestDatabase` copies, and returns its address, to be migrated. */
export async function createTemplate(server: string): Promise<string> {
  await onServer(server, `CREATE DATABASE ${TEMPLATE}`);
  return databaseUrl(server, TEMPLATE);
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
