import { execFile } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { unprivileged } from './unprivileged.ts';

const run = promisify(execFile);

/** Makes a new cluster. It appears under its name only when it is whole, so that a broken-off attempt leaves nothing to trip over. */
export async function createCluster(binaries: Binaries, data: string): Promise<void> {
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  // Sessions come by a socket in a folder that only this user can enter, hence no password.
  const flags = [
    '-D',
    unfinished,
    '-U',
    'millrace',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
  ];
  const { command, args } = unprivileged(binaries.initdb, [...flags, '--no-instructions']);
  try {
    await run(command, args, { env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const said = ((error as { stderr?: string }).stderr ?? '').trim();
    throw new Error(`PostgreSQL could not make its files in ${data}: ${said}`, { cause: error });
  }
  await rename(unfinished, data);
}
