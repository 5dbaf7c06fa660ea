import { join } from 'node:path';
import { freePort } from '../../packages/database/test/free-port.ts';
import { ROOT, type ServerProcess, startProcess, untilReady } from '../support/server-process.ts';

export interface Replica {
  readonly url: string;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** One process of a service on a database; webhooks may go to 127.0.0.1. */
export async function startReplica(service: 'tracking' | 'registry', databaseUrl: string): Promise<Replica> {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  let process: ServerProcess;
  async function start(): Promise<void> {
    process = startProcess(join(ROOT, `apps/${service}/dist/main.js`), {
      DATABASE_URL: databaseUrl,
      PORT: port,
      MILLRACE_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
    });
    await untilReady(`${url}/ready`, process);
  }
  await start();
  return {
    url,
    start,
    kill: async () => void (await process.stop('SIGKILL')),
    stop: async () => void (await process.stop()),
  };
}
