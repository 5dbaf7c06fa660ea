import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { openLocalStore } from './open-local-store.ts';

const CHILD = fileURLToPath(new URL('../../../test/uploading.child.ts', import.meta.url));
const TYPES = [
  '--conditions=source',
  '--experimental-transform-types',
  '--disable-warning=ExperimentalWarning',
];

it('shows nothing of an upload whose process was killed, and cleans up at the next start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-killed-'));
  const child = spawn(process.execPath, [...TYPES, CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const killed = once(child, 'exit');
  const stagedFiles = async (): Promise<string[]> =>
    (await readdir(folder, { recursive: true })).filter((name) => /uploading.*\/\d+$/.test(name));

  // The child acknowledges one file, then uploads another that never ends.
  await once(child.stdout, 'data');
  for (let attempt = 0; (await stagedFiles()).length === 0 && attempt < 400; attempt += 1) await sleep(25);
  child.kill('SIGKILL');
  await killed;

  expect(await stagedFiles()).toHaveLength(1);
  const store = await openLocalStore(folder, 'after-answer');
  expect(await stagedFiles()).toEqual([]);
  expect((await store.list('')).map(({ name }) => name)).toEqual(['acknowledged']);
  expect(await readFile(join(folder, 'acknowledged'), 'utf8')).toBe('all of it');
  await rm(folder, { recursive: true });
});
