import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@millrace/postgres/start-postgres';
import type { Target } from './target.ts';

/** A durable PostgreSQL on a port. */
export class PostgresTarget implements Target {
  readonly name = 'postgres';
  readonly #folder: string;
  readonly #port: number;
  #server: RunningPostgres | undefined;

  constructor(folder: string, port: number) {
    this.#folder = join(folder, 'postgres');
    this.#port = port;
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  get ended(): Promise<void> {
    return this.#server?.ended ?? Promise.resolve();
  }

  async start(): Promise<void> {
    this.#server = await startPostgres({
      folder: this.#folder,
      database: 'millrace',
      settings: { listen_addresses: '127.0.0.1', port: String(this.#port), max_connections: '400' },
    });
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }
}
