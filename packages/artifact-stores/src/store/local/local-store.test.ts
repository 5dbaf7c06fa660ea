import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeConformance } from '../../../test/store-conformance.ts';
import type { LocalStore } from './local-store.ts';
import { openLocalStore } from './open-local-store.ts';

const STAGING = '.artifact.uploading.millrace';

describe.each(['after-answer', 'before-answer'] as const)('the local artifact store, synced %s', (sync) => {
  let folder: string;
  let root: string;
  let store: LocalStore;
  const put = (path: string, text = 'x'): Promise<void> =>
    store.put(path, Readable.from([Buffer.from(text)]));
  const staged = async (): Promise<string[]> => {
    const all = await readdir(join(root, STAGING), { recursive: true });
    return all.filter((name) => name.includes('/'));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-artifacts-'));
    root = join(folder, 'root');
    await mkdir(join(folder, 'outside'));
    await writeFile(join(folder, 'outside', 'secret'), 'secret');
    store = await openLocalStore(root, sync);
  });

  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  storeConformance(() => store);

  it('has nothing staged when all uploads have ended, well or not', async () => {
    await put('staged/a');
    await expect(store.put('staged/b', Readable.from([Buffer.alloc(1)]), { size: 2 })).rejects.toThrow();
    expect(await staged()).toEqual([]);
    expect((await store.list('')).map(({ name }) => name)).not.toContain(STAGING);
  });

  it('refuses a file where a folder is, and below a file, before the bytes come', async () => {
    await put('kind/folder/a');
    for (const path of ['kind/folder', 'kind/folder/a/b', 'kind/folder/a/b/c']) {
      const never = new Readable({ read: () => undefined });
      await expect(store.put(path, never)).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
      expect(never.destroyed).toBe(true);
    }
  });

  it('leaves no folders behind for an upload that failed', async () => {
    await expect(store.put('fresh/deep/a', Readable.from([Buffer.alloc(1)]), { size: 9 })).rejects.toThrow();
    expect(await store.list('fresh')).toEqual([]);
    await expect(stat(join(root, 'fresh'))).rejects.toThrow('ENOENT');
  });

  it('follows links inside the root only', async () => {
    await put('links/real/a', 'inside');
    await symlink(join(root, 'links/real'), join(root, 'links/in'));
    await symlink(join(folder, 'outside'), join(root, 'links/out'));
    await symlink(join(folder, 'outside/secret'), join(root, 'links/secret'));
    await symlink('../../outside', join(root, 'links/relative'));
    await symlink('loop', join(root, 'links/loop'));
    await symlink(join(folder, 'outside/new'), join(root, 'links/dangling'));

    expect(await (await store.open('links/in/a')).read()).toEqual(Buffer.from('inside'));
    expect((await store.list('links')).map(({ name }) => name)).toEqual(['in', 'real']);
    for (const path of ['links/out/secret', 'links/secret', 'links/relative/secret', 'links/out'])
      await expect(store.open(path)).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
    await expect(store.open('links/loop')).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(store.list('links/out')).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
    for (const path of ['links/out/new', 'links/out/deep/new', 'links/relative/new'])
      await expect(put(path)).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
    await expect(store.delete('links/out/secret')).rejects.toMatchObject({
      errorCode: 'INVALID_PARAMETER_VALUE',
    });

    // A link itself is replaced or removed, never what it leads to.
    await put('links/dangling', 'new');
    await put('links/secret', 'mine');
    await store.delete('links/out');
    expect(await readdir(join(folder, 'outside'))).toEqual(['secret']);
    expect(await readFile(join(folder, 'outside/secret'), 'utf8')).toBe('secret');
  });

  it('removes what killed processes left, and keeps what others are uploading', async () => {
    const parent = join(root, STAGING);
    const gone = [`${hostname()}-4194305-ab`, `${hostname()}-${process.pid}-ab`];
    const others = [`${hostname()}-1-ab`, 'another-host-7-ab'];
    // No process has so high an id; process 1 runs always.
    for (const owner of [...gone, ...others]) {
      await mkdir(join(parent, owner), { recursive: true });
      await writeFile(join(parent, owner, '99'), 'half');
    }
    await openLocalStore(root, sync);
    const left = await readdir(parent);
    expect(left).toEqual(expect.arrayContaining(others));
    for (const owner of gone) expect(left).not.toContain(owner);
    for (const owner of others) await rm(join(parent, owner), { recursive: true });
    await put('after-cleaning/a');
  });

  // Root may write everywhere, so for root there is no such case.
  if (process.getuid?.() !== 0)
    it('says what it may not do', async () => {
      await put('locked/a');
      await chmod(join(root, 'locked'), 0o500);
      await expect(put('locked/b')).rejects.toMatchObject({ errorCode: 'INTERNAL_ERROR', httpStatus: 500 });
      await chmod(join(root, 'locked'), 0o700);
      expect(await staged()).toEqual([]);
    });

  it('says that the disk is full, and leaves nothing half-written', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const content = new Readable({ read: () => undefined });
    content.push('some');
    setImmediate(() => content.destroy(full));
    await expect(store.put('full/a', content)).rejects.toMatchObject({ httpStatus: 507 });
    expect(await staged()).toEqual([]);
  });
});
