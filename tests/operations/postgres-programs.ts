import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unprivileged } from '@millrace/postgres/unprivileged';
import pg from 'pg';

/** Where a PostgreSQL with all its programs is installed, as Debian's packages have it; the embedded one has no pg_dump. */
export function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const folders = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : [];
  const all = [...(process.env['PATH'] ?? '').split(delimiter), ...folders];
  return all.find((folder) =>
    ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(folder, name))),
  );
}

export interface InstalledPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of that PostgreSQL, with an empty database `millrace`. */
export async function startInstalled(programs: string): Promise<InstalledPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-pg-'));
  const data = join(folder, 'data');
  const run = (program: string, args: string[]): { command: string; args: readonly string[] } =>
    unprivileged(join(programs, program), args);
  const initdb = run('initdb', [
    '-D',
    data,
    '-U',
    'millrace',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]);
  execFileSync(initdb.command, initdb.args, { stdio: 'ignore' });
  await chmod(data, 0o700);
  const server = run('postgres', [
    '-D',
    data,
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'fsync=off',
  ]);
  const child = spawn(server.command, server.args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = (database: string): string =>
    `postgresql://millrace@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await createWhenReady(url('postgres'));
  return {
    url: url('millrace'),
    async stop() {
      child.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createWhenReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1)
    try {
      await onServer(url, 'CREATE DATABASE millrace');
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await sleep(50);
    }
}

export async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
