import { migrate, NewerDatabaseError } from '@millrace/database/migrate/migrate';
import { startPostgres } from '@millrace/postgres/start-postgres';
import { StartError } from '@millrace/service-kit/lifecycle/start-error';

/** A migrated database: the embedded one, or the one that DATABASE_URL names. */
export interface ReadyDatabase {
  readonly url: string;
  /** Resolves when the embedded PostgreSQL ends; never for one of somebody else's. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

// What an idle laptop should not pay for: parallel workers, a large cache, compiled queries.
const SETTINGS = {
  shared_buffers: '64MB',
  max_connections: '60',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
};

/** Starts PostgreSQL below the home folder unless another is given, and brings its schema up to date. */
export async function readyDatabase(folder: string, databaseUrl: string | undefined): Promise<ReadyDatabase> {
  const database = databaseUrl === undefined ? await embedded(folder) : external(databaseUrl);
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database.stop();
    throw error instanceof NewerDatabaseError ? new StartError(error.message) : error;
  }
}

async function embedded(folder: string): Promise<ReadyDatabase> {
  try {
    return await startPostgres({ folder, database: 'millrace', settings: SETTINGS });
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

function external(url: string): ReadyDatabase {
  return { url, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}
