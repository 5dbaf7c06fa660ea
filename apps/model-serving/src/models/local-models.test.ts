import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { ServingSettings } from '../settings/serving-settings.ts';
import { LocalModels } from './local-models.ts';

let folder: string;
let models: LocalModels;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-models-'));
  models = new LocalModels(
    ServingSettings.parse({
      MILLRACE_SERVING_FOLDER: join(folder, 'serving'),
      MILLRACE_SERVING_MODEL_BYTES: '2500',
    }),
    ArtifactSettings.parse({ MILLRACE_ARTIFACT_ROOT: join(folder, 'artifacts') }),
  );
});
afterEach(async () => {
  await models.onApplicationShutdown();
  await rm(folder, { recursive: true, force: true });
});

async function store(name: string, files: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, 'artifacts', name, path);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, content);
  }
  return `mlflow-artifacts:/${name}`;
}

const kept = async (): Promise<number> => (await readdir(join(folder, 'serving', 'models'))).length;

test('a model is fetched whole, once for each content', async () => {
  const location = await store('m', { MLmodel: 'flavors: {}', 'data/deep/x.bin': 'x' });
  const first = await models.acquire(location);
  expect(await readFile(join(first.folder, 'data/deep/x.bin'), 'utf8')).toBe('x');
  expect((await models.acquire(location)).folder).toBe(first.folder);
  await store('m', { 'data/deep/x.bin': 'other' });
  const second = await models.acquire(location);
  expect(second.folder).not.toBe(first.folder);
  expect(await readFile(join(second.folder, 'data/deep/x.bin'), 'utf8')).toBe('other');
  expect(await readFile(join(first.folder, 'data/deep/x.bin'), 'utf8')).toBe('x');
});

test('the disk it takes is bounded, but what is in use stays', async () => {
  const used = await models.acquire(await store('used', { MLmodel: 'x'.repeat(1000) }));
  for (const name of ['a', 'b', 'c'])
    await (await models.acquire(await store(name, { MLmodel: 'x'.repeat(1000) }))).release();
  expect(await kept()).toBe(2);
  expect(existsSync(join(used.folder, 'MLmodel'))).toBe(true);
});

test('what is no model, or none of ours, is refused', async () => {
  const empty = await store('empty', { 'data.bin': 'x' });
  await expect(models.acquire(empty)).rejects.toThrow('holds no file named MLmodel');
  await expect(models.acquire('mlflow-artifacts:/nothing')).rejects.toThrow('holds no file named MLmodel');
  await expect(models.acquire('mlflow-artifacts:/../../etc')).rejects.toThrow('Invalid path');
  await expect(models.acquire('file:///etc')).rejects.toThrow('does not serve artifacts');
  const large = await store('large', { MLmodel: 'x'.repeat(3000) });
  await expect(models.acquire(large)).rejects.toThrow('more than the 2500 of MILLRACE_SERVING_MODEL_BYTES');
});
