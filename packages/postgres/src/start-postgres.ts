import { type ChildProcess, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { createCluster } from './create-cluster.ts';
import { isPostgres, readPostmaster } from './postmaster-file.ts';
import { unprivileged } from './unprivileged.ts';

export interface PostgresOptions {
  /** Where the cluster lives; made when it is not there. Only its own user may read it. */
  readonly folder: string;
  /** The database to make if it is not there, and to name in `url`. */
  readonly database: string;
  /** Server settings beyond the defaults, e.g. `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** An address for `pg` and Prisma, over a socket that only this user can reach. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the server has ended, expected or not. */
  readonly ended: Promise<void>;
  /** Ends all sessions, writes a checkpoint and stops. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** Starts PostgreSQL on a folder, after ending one that an earlier process left behind there. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const binaries = findBinaries();
  const data = join(options.folder, 'data');
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const isNew = await access(join(data, 'PG_VERSION')).then(
    () => false,
    () => true,
  );
  if (isNew) await createCluster(binaries, data);
  await endLeftover(data);
  const sockets = await socketFolder(options.folder);
  const child = await launch(binaries.postgres, data, sockets, options);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await untilReady(data, child, join(options.folder, 'postgres.log'));
  // The socket's name has the port in it.
  const port = options.settings?.['port'] ?? '5432';
  const url = (database: string): string =>
    `postgresql://millrace@localhost:${port}/${database}?host=${encodeURIComponent(sockets)}`;
  if (isNew) await createDatabase(url('postgres'), options.database);
  return {
    url: url(options.database),
    pid: child.pid ?? 0,
    ended,
    stop: () => stop(child, ended, sockets, options.folder),
  };
}

async function launch(
  postgres: string,
  data: string,
  sockets: string,
  options: PostgresOptions,
): Promise<ChildProcess> {
  const settings = { listen_addresses: '', unix_socket_directories: sockets, ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(join(options.folder, 'postgres.log'), 'w', 0o600);
  const { command, args } = unprivileged(postgres, ['-D', data, ...flags]);
  // A group of its own: Ctrl-C in the terminal reaches us alone, and we stop PostgreSQL after its last user.
  const child = spawn(command, args, { stdio: ['ignore', log.fd, log.fd], detached: true });
  child.once('exit', () => void log.close());
  return child;
}

async function untilReady(data: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const postmaster = await readPostmaster(data);
    if (postmaster?.ready && postmaster.pid === child.pid) return;
    await sleep(10);
  }
  child.kill('SIGQUIT');
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n');
  throw new Error(`PostgreSQL did not start: ${lines.slice(-3).join(' ')} (the whole log: ${logFile})`);
}

/** A process that was killed leaves its PostgreSQL running; it is stopped cleanly before a new one starts. */
async function endLeftover(data: string): Promise<void> {
  const leftover = await readPostmaster(data);
  if (!leftover || !(await isPostgres(leftover.pid))) return;
  process.kill(leftover.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (Date.now() < deadline && (await isPostgres(leftover.pid))) await sleep(20);
}

// The system bounds a socket's path (108 bytes on Linux, 104 on macOS) and PostgreSQL adds its file name to it.
const LONGEST_SOCKET_FOLDER = 85;

async function socketFolder(folder: string): Promise<string> {
  const sockets = join(folder, 'socket');
  if (Buffer.byteLength(sockets) > LONGEST_SOCKET_FOLDER) return mkdtemp(join(tmpdir(), 'millrace-'));
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  return sockets;
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  await client.end();
}

async function stop(
  child: ChildProcess,
  ended: Promise<void>,
  sockets: string,
  folder: string,
): Promise<void> {
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  // SIGINT is PostgreSQL's "fast" shutdown; SIGQUIT its immediate one, which recovers at the next start.
  if (running()) child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  if (running()) await ended;
  clearTimeout(timer);
  if (!sockets.startsWith(folder)) await rm(sockets, { recursive: true, force: true });
}
