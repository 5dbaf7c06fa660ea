import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FolderCache } from './folder-cache.ts';

const CHILD = fileURLToPath(new URL('../test/acquiring.child.ts', import.meta.url));
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'millrace-folder-cache-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fill =
  (bytes: number) =>
  async (folder: string): Promise<void> =>
    writeFile(join(folder, 'file'), Buffer.alloc(bytes));

test('a folder is made once, and found again', async () => {
  const cache = new FolderCache(root, { maxBytes: 1e6 });
  let made = 0;
  const make = async (folder: string): Promise<void> => {
    made += 1;
    await sleep(50);
    await writeFile(join(folder, 'file'), 'content');
  };
  const folders = await Promise.all([1, 2, 3].map(() => cache.acquire('one', make)));
  expect(made).toBe(1);
  expect(new Set(folders.map(({ folder }) => folder)).size).toBe(1);
  expect(await readFile(join(folders[0]?.folder ?? '', 'file'), 'utf8')).toBe('content');
  expect(await cache.has('one')).toBe(true);
});

test('what could not be made leaves nothing, and is tried again', async () => {
  const cache = new FolderCache(root, { maxBytes: 1e6 });
  const failing = async (folder: string): Promise<void> => {
    await writeFile(join(folder, 'half'), 'half');
    throw new Error('no more');
  };
  await expect(cache.acquire('one', failing)).rejects.toThrow('no more');
  expect(await readdir(root)).toEqual([]);
  const { folder } = await cache.acquire('one', fill(1));
  expect(await readdir(folder)).toEqual(['file']);
});

test('what a killed process left half done is made anew', async () => {
  await mkdir(join(root, 'one', 'content'), { recursive: true });
  await writeFile(join(root, 'one', 'content', 'half'), 'half');
  await writeFile(join(root, 'one.lock'), JSON.stringify({ host: 'elsewhere', pid: 1 }));
  const old = new Date(Date.now() - 60_000);
  await import('node:fs/promises').then(({ utimes }) => utimes(join(root, 'one.lock'), old, old));
  const { folder } = await new FolderCache(root, { maxBytes: 1e6 }).acquire('one', fill(1));
  expect(await readdir(folder)).toEqual(['file']);
});

test('the longest unused goes first, and none that is in use', async () => {
  const cache = new FolderCache(root, { maxBytes: 250 });
  const inUse = await cache.acquire('used', fill(100));
  for (const key of ['first', 'second', 'third']) {
    await (await cache.acquire(key, fill(100))).release();
    await sleep(20);
  }
  expect(await Promise.all(['used', 'first', 'second', 'third'].map((key) => cache.has(key)))).toEqual([
    true,
    false,
    false,
    true,
  ]);
  await inUse.release();
  await (await cache.acquire('fourth', fill(200))).release();
  expect(await cache.has('used')).toBe(false);
});

test('two processes make a folder once', async () => {
  const run = promisify(execFile);
  const args = ['--conditions=source', '--disable-warning=ExperimentalWarning', CHILD, root];
  const outputs = await Promise.all([1, 2].map(() => run(process.execPath, args)));
  expect(outputs.map(({ stdout }) => stdout.trim()).toSorted()).toEqual(['found', 'made']);
  expect((await stat(join(root, 'shared', 'complete'))).isFile()).toBe(true);
});
