import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Stores } from '@millrace/artifact-stores/store/stores';
import { hasMinio, Minio } from '../../../../packages/artifact-stores/test/minio.ts';
import { ServingSettings } from '../settings/serving-settings.ts';
import { LocalModels } from './local-models.ts';

(hasMinio ? describe : describe.skip)('models on S3', () => {
  let minio: Minio;
  let folder: string;
  let models: LocalModels;
  beforeAll(async () => {
    minio = await Minio.start();
    folder = await mkdtemp(join(tmpdir(), 'millrace-models-'));
    models = new LocalModels(ServingSettings.parse({ MILLRACE_SERVING_FOLDER: folder }), minio.settings);
  }, 60_000);
  afterAll(async () => {
    await models.onApplicationShutdown();
    await minio.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['below the artifact root', 'mlflow-artifacts:/1/models/m-1/artifacts', '1/models/m-1/artifacts'],
    ['at an address of its own', 's3://artifacts/some/prefix/elsewhere', 'elsewhere'],
  ])('a model %s is fetched whole', async (_, location, path) => {
    const stores = new Stores(minio.settings, undefined);
    for (const name of ['MLmodel', 'data/model.pkl'])
      await stores.root.put(`${path}/${name}`, Readable.from([Buffer.from(`${name} of ${path}`)]));
    await stores.close();
    const model = await models.acquire(location);
    expect(await readFile(join(model.folder, 'data/model.pkl'), 'utf8')).toBe(`data/model.pkl of ${path}`);
    expect((await models.acquire(location)).folder).toBe(model.folder);
  });
});
