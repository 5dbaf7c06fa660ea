import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ArtifactServer, startArtifactServer } from '../../test/artifact-server.ts';
import { openLocalStore } from '@millrace/artifact-stores/store/local/open-local-store';
import { walk } from '@millrace/artifact-stores/store/walk';

describe('a folder as one zip', () => {
  let server: ArtifactServer;
  let away: string;

  beforeAll(async () => {
    away = await mkdtemp(join(tmpdir(), 'millrace-zip-'));
    server = await startArtifactServer({
      'tracking.get-run-artifact-uri': { run: { artifactUri: 'mlflow-artifacts:/1/run/artifacts' } },
    });
    const root = join(server.root, '1/run/artifacts/model');
    await mkdir(join(root, 'data'), { recursive: true });
    await writeFile(join(root, 'MLmodel'), 'flavors: {}\n'.repeat(1000));
    await writeFile(join(root, 'data/é.bin'), Buffer.alloc(3_000_000, 7));
    await writeFile(join(root, 'empty'), '');
    await symlink('..', join(root, 'data/loop'));
  });

  afterAll(async () => {
    await server.stop();
    await rm(away, { recursive: true });
  });

  const get = (query: string): Promise<Response> =>
    fetch(`${server.url}/api/millrace/artifacts/zip?${query}`);

  it('holds all files, which unpack to what they were', async () => {
    await rm(join(server.root, '1/run/artifacts/model/data/loop'));
    const answer = await get('run_id=run&path=model');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=model.zip');
    const zip = join(away, 'model.zip');
    await writeFile(zip, Buffer.from(await answer.arrayBuffer()));
    const unpacked = spawnSync('python3', ['-m', 'zipfile', '-e', zip, join(away, 'out')], {
      encoding: 'utf8',
    });
    expect(unpacked).toMatchObject({ status: 0 });
    expect(await readFile(join(away, 'out/MLmodel'), 'utf8')).toBe('flavors: {}\n'.repeat(1000));
    expect((await readFile(join(away, 'out/data/é.bin'))).equals(Buffer.alloc(3_000_000, 7))).toBe(true);
    expect(await readFile(join(away, 'out/empty'), 'utf8')).toBe('');
  });

  it('is bounded where links make a folder endless', async () => {
    await symlink('..', join(server.root, '1/run/artifacts/model/data/loop'));
    const answer = await get('run_id=run');
    expect(answer.status).toBe(400);
    await rm(join(server.root, '1/run/artifacts/model/data/loop'));
  });

  it('is refused for more files than its limit', async () => {
    const store = await openLocalStore(join(server.root, '1/run'), 'after-answer');
    await expect(walk(store, 'artifacts', 3)).resolves.toHaveLength(3);
    await expect(walk(store, 'artifacts', 2)).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
    await store.close();
  });

  it.each(['', 'run_id=run&model_id=m', 'name=m', 'run_id=nosuch', 'run_id=run&path=nosuch'])(
    'refuses the query %j',
    async (query) => {
      expect([400, 404]).toContain((await get(query)).status);
    },
  );
});
