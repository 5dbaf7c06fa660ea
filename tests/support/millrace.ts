import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../packages/database/test/free-port.ts';
import { ROOT, type ServerProcess, startProcess, untilReady } from './server-process.ts';

export interface Millrace {
  readonly url: string;
  readonly home: string;
  readonly process: ServerProcess;
  stop(): Promise<void>;
}

export interface MillraceOptions {
  readonly home?: string;
  /** An address of this machine. */
  readonly host?: string;
  readonly port?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts what `npm start` runs, on a free port and, unless told otherwise, a home of its own that goes away with it. */
export async function startMillrace(options: MillraceOptions = {}): Promise<Millrace> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'millrace-home-')));
  const port = options.port ?? (await freePort());
  const host = options.host ?? '127.0.0.1';
  const url = `http://${host}:${port}`;
  const environment = { MILLRACE_HOME: home, HOST: host, PORT: String(port), ...options.environment };
  const process = startProcess(join(ROOT, 'apps/standalone/dist/bundle/main.js'), environment);
  await untilReady(`${url}/ready`, process);
  return {
    url,
    home,
    process,
    async stop() {
      await process.stop();
      if (options.home === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}
