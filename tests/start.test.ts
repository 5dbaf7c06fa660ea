import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freePort } from '../packages/database/test/free-port.ts';
import { startPostgres } from '../packages/postgres/src/start-postgres.ts';
import { startMillrace } from './support/millrace.ts';
import { ROOT, type ServerProcess, startProcess } from './support/server-process.ts';

const MAIN = join(ROOT, 'apps/standalone/dist/bundle/main.js');
const START_MS = 120_000;

/** Runs it until it ends by itself, as it should when it cannot start. */
async function failedStart(
  environment: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<[unknown, string]> {
  const server: ServerProcess = startProcess(MAIN, environment, args);
  return [await server.ended, server.output().trim()];
}

describe('npm start', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-start-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'says where it is, keeps data over a restart and stops cleanly on SIGTERM and SIGINT',
    async () => {
      const home = join(folder, 'kept');
      const first = await startMillrace({ home });
      expect(first.process.output()).toContain(`export MLFLOW_TRACKING_URI=${first.url}`);
      expect(first.process.output()).toContain(home);
      const created = await post(`${first.url}/api/2.0/mlflow/experiments/create`, { name: 'kept' });
      expect(await first.process.stop('SIGTERM')).toBe(0);

      const second = await startMillrace({ home });
      const kept = await fetch(`${second.url}/api/2.0/mlflow/experiments/get-by-name?experiment_name=kept`);
      expect(await kept.json()).toMatchObject({ experiment: created });
      expect(await second.process.stop('SIGINT')).toBe(0);
    },
    START_MS,
  );

  it(
    'starts again after it was killed, with PostgreSQL left behind',
    async () => {
      const home = join(folder, 'killed');
      const first = await startMillrace({ home });
      await post(`${first.url}/api/2.0/mlflow/experiments/create`, { name: 'survivor' });
      await first.process.stop('SIGKILL');
      const second = await startMillrace({ home });
      const found = await fetch(
        `${second.url}/api/2.0/mlflow/experiments/get-by-name?experiment_name=survivor`,
      );
      expect(found.status).toBe(200);
      await second.process.stop();
    },
    START_MS,
  );

  it(
    'refuses a second start on the same home',
    async () => {
      const home = join(folder, 'twice');
      const first = await startMillrace({ home });
      const [code, output] = await failedStart({ MILLRACE_HOME: home, PORT: String(await freePort()) });
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(/^Millrace cannot start\. .* is running on .*twice already/),
      ]);
      await first.process.stop();
    },
    START_MS,
  );

  it(
    'refuses a port that is taken',
    async () => {
      const server: Server = createServer();
      const port = await freePort();
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      const [code, output] = await failedStart({ MILLRACE_HOME: join(folder, 'port'), PORT: String(port) });
      expect([code, output]).toEqual([
        1,
        `Millrace cannot start. Port ${port} on 127.0.0.1 is taken: stop what listens there, or set PORT to another one.`,
      ]);
      await new Promise((resolve) => server.close(resolve));
    },
    START_MS,
  );

  it(
    'refuses a home that cannot be written',
    async () => {
      const inTheWay = join(folder, 'file');
      await writeFile(inTheWay, '');
      const [code, output] = await failedStart({ MILLRACE_HOME: join(inTheWay, 'home') });
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(
          /^Millrace cannot start\. The data folder .* cannot be written: a file is in its place\./,
        ),
      ]);
    },
    START_MS,
  );

  it(
    'refuses a home without permission',
    async () => {
      // Root may write everywhere but below /sys.
      const isRoot = process.getuid?.() === 0;
      const home = isRoot ? '/sys/millrace' : join(folder, 'forbidden');
      if (!isRoot) await mkdir(home, { mode: 0o500 });
      const [code, output] = await failedStart({ MILLRACE_HOME: home });
      expect([code, output]).toEqual([1, expect.stringContaining('cannot be written: permission denied')]);
    },
    START_MS,
  );

  it(
    'refuses a database of a newer version',
    async () => {
      const home = join(folder, 'newer');
      const millrace = await startMillrace({ home });
      await millrace.process.stop();
      const postgres = await startPostgres({ folder: join(home, 'postgres'), database: 'millrace' });
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())`,
      );
      await client.end();
      await postgres.stop();
      const [code, output] = await failedStart({ MILLRACE_HOME: home, PORT: String(await freePort()) });
      expect([code, output]).toEqual([
        1,
        expect.stringMatching(/^Millrace cannot start\. The database was last used by a newer version/),
      ]);
    },
    START_MS,
  );

  it.each([
    ['a port that is none', { PORT: 'http' }, [], /PORT is "http": must be/],
    ['an unknown option', {}, ['--prot', '1'], /Unknown option '--prot'/],
    [
      'a broken address',
      { DATABASE_URL: 'mysql://x' },
      [],
      /DATABASE_URL is not valid: must be the address of a PostgreSQL/,
    ],
  ])('refuses %s', async (_what, environment, args, message) => {
    const [code, output] = await failedStart(
      { MILLRACE_HOME: join(folder, 'settings'), ...environment },
      args,
    );
    expect([code, output]).toEqual([1, expect.stringMatching(message)]);
    expect(output.split('\n')).toHaveLength(1);
  });
});

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}
