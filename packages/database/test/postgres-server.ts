import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@millrace/postgres/start-postgres';

export interface PostgresServer {
  /** The address of one database of the server; the others' differ in its path only. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const WITHOUT_DURABILITY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts a PostgreSQL of its own in a temporary folder. Durability is off unless a test is about it. */
export async function startTestPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-test-'));
  const settings = { max_connections: '200', ...(options.durable ? {} : WITHOUT_DURABILITY) };
  const server = await startPostgres({ folder, database: 'millrace', settings });
  return {
    url: server.url,
    pid: server.pid,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
