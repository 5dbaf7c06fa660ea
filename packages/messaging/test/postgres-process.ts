import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@millrace/postgres/start-postgres';

/** A PostgreSQL of one test file's own, which it may crash. */
export class PostgresProcess {
  readonly url: string;
  readonly #folder: string;
  #server: RunningPostgres;

  private constructor(folder: string, server: RunningPostgres) {
    this.#folder = folder;
    this.#server = server;
    this.url = server.url;
  }

  static async start(): Promise<PostgresProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-messaging-'));
    return new PostgresProcess(folder, await startIn(folder));
  }

  /** Shutdown in immediate mode: every process ends at once, and the next start recovers from the log. */
  async crash(): Promise<void> {
    process.kill(this.#server.pid, 'SIGQUIT');
    await this.#server.ended;
  }

  /** On the same folder, and so at the same address. */
  async startAgain(): Promise<void> {
    this.#server = await startIn(this.#folder);
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function startIn(folder: string): Promise<RunningPostgres> {
  // Without fsync, what was committed still survives the end of PostgreSQL, though not of the machine.
  return startPostgres({ folder, database: 'messaging', settings: { fsync: 'off' } });
}
