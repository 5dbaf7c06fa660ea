import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '../../packages/database/test/free-port.ts';
import { startPostgres } from '../../packages/postgres/src/start-postgres.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PEERS = join(ROOT, '.cache', 'bench-peers');
const MLFLOW_VERSION = '3.17.2';
const START_MS = 120_000;

/** What runs, to be stopped when the benchmark is: servers before the database that they are on. */
const running = new Set<() => Promise<void>>();

process.once('SIGINT', () => void stopAll().finally(() => process.exit(130)));
process.once('SIGTERM', () => void stopAll().finally(() => process.exit(143)));

async function stopAll(): Promise<void> {
  for (const stop of [...running].toReversed()) await stop().catch(() => undefined);
}

/** `stop` as it is given out: once, and no longer to be done when the benchmark ends. */
function stoppable(stop: () => Promise<void>): () => Promise<void> {
  const once = async (): Promise<void> => {
    if (running.delete(once)) await stop();
  };
  running.add(once);
  return once;
}

export interface Databases {
  /** The folder of the socket that PostgreSQL listens on. */
  readonly sockets: string;
  url(database: string): string;
  query<Row extends object>(database: string, sql: string): Promise<Row[]>;
  stop(): Promise<void>;
}

/** One PostgreSQL 18 as it comes, default durability included, with a database for each server. */
export async function startDatabases(names: readonly string[]): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const server = await startPostgres({ folder, database: 'postgres_bench' });
  const sockets = join(folder, 'socket');
  const url = (database: string): string =>
    `postgresql://millrace@localhost/${database}?host=${encodeURIComponent(sockets)}`;
  const query = async <Row extends object>(database: string, sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const stop = stoppable(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  for (const name of names) await query('postgres_bench', `CREATE DATABASE ${name}`);
  return { sockets, url, query, stop };
}

export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What `npm start` runs, on a database of the shared PostgreSQL. */
export async function startMillrace(databases: Databases, database = 'millrace'): Promise<BenchServer> {
  const { scripts } = (await import('../../package.json', { with: { type: 'json' } })).default;
  const flags = scripts.start.split(/node (?=--external)/)[1]?.split(' ') ?? [];
  return start(process.execPath, flags, async (port, folder) => ({
    environment: {
      DATABASE_URL: databases.url(database),
      MILLRACE_HOME: folder,
      PORT: String(port),
    },
  }));
}

/** FastTrackML, the quickest other server of MLflow's tracking API. */
export async function startFastTrackMl({ sockets }: Databases): Promise<BenchServer> {
  return start(join(peers(), 'fml'), [], async (port) => ({
    args: [
      'server',
      '-a',
      `127.0.0.1:${port}`,
      '-d',
      `postgres://millrace@localhost/fml?host=${sockets}&sslmode=disable`,
    ],
  }));
}

/** The reference server, with its own defaults. */
export function startMlflow({ sockets }: Databases): Promise<BenchServer> {
  return startMlflowOn(`postgresql+psycopg2://millrace@/mlflow?host=${sockets}`);
}

/** The reference server on a database that is there. */
export async function startMlflowOn(database: string): Promise<BenchServer> {
  return start(join(peers(), 'mlflow'), [], async (port, folder) => ({
    args: [
      'server',
      '--port',
      String(port),
      '--backend-store-uri',
      database,
      '--artifacts-destination',
      join(folder, 'artifacts'),
    ],
    environment: { MLFLOW_DISABLE_TELEMETRY: 'true' },
  }));
}

/** The versions of the peers, as they are installed. */
export function peerVersions(): string {
  const { stdout } = spawnSync(join(peers(), 'python'), ['-m', 'pip', 'list', '--format=freeze'], {
    encoding: 'utf8',
  });
  const versions = Object.fromEntries(
    stdout
      .toLowerCase()
      .split('\n')
      .map((line) => line.split('==')),
  );
  return `MLflow ${versions['mlflow']}, FastTrackML ${versions['fasttrackml']}`;
}

let installed = false;

/** Installs the peers on first use; returns the folder of their programs. */
function peers(): string {
  const bin = join(PEERS, 'bin');
  if (!installed && !existsSync(join(bin, 'fml'))) {
    run('python3', ['-m', 'venv', PEERS]);
    run(join(bin, 'pip'), [
      'install',
      '--quiet',
      `mlflow==${MLFLOW_VERSION}`,
      'psycopg2-binary',
      'fasttrackml',
    ]);
  }
  installed = true;
  return bin;
}

type Launch = (
  port: number,
  folder: string,
) => Promise<{ args?: readonly string[]; environment?: NodeJS.ProcessEnv }>;

async function start(program: string, before: readonly string[], launch: Launch): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-server-'));
  const port = await freePort();
  const { args = [], environment = {} } = await launch(port, folder);
  const path = `${join(program, '..')}:${process.env['PATH']}`;
  const child = spawn(program, [...before, ...args], {
    cwd: before.length > 0 ? ROOT : folder,
    env: { ...process.env, PATH: path, ...environment },
    stdio: 'ignore',
    detached: true,
  });
  const stop = stoppable(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // The reference server is a group of processes.
    if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGTERM');
    if (child.exitCode === null) await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/api/2.0/mlflow/experiments/get?experiment_id=0`, child);
  return { url, pid: child.pid ?? 0, stop };
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`${child.spawnfile} did not answer at ${url}`);
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
