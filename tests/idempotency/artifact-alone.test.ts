import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { artifactService } from '@millrace/artifact-app/artifact-service';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { StoreSettings } from '@millrace/service-stores/store-settings';
import { createTestDatabase, type TestDatabase } from '../../packages/database/test/test-database.ts';
import { type CountingS3, startCountingS3 } from './s3-that-counts.ts';

const Settings = HttpSettings.extend({ ...ArtifactSettings.shape, ...StoreSettings.partial().shape });

let database: TestDatabase;
let s3: CountingS3;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  s3 = await startCountingS3();
  folder = await mkdtemp(join(tmpdir(), 'millrace-artifact-'));
});

afterAll(async () => {
  await s3.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** The artifact service by itself, for as long as the work takes. */
async function withArtifacts(
  environment: Record<string, string>,
  work: (service: RunningService) => Promise<void>,
): Promise<void> {
  const service = await runService({
    name: 'artifact',
    settings: Settings,
    environment: { PORT: '0', ...environment },
    modules: (settings) => artifactService({ ...settings, MILLRACE_IDEMPOTENCY_SECONDS: 60 }),
    started: () => undefined,
  });
  try {
    await work(service);
  } finally {
    await service.stop();
  }
}

async function begin({ url }: RunningService, key?: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${url}/api/2.0/mlflow-artifacts/mpu/create/folder`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify({ path: 'file', num_parts: 2 }),
  });
  return { status: answer.status, text: await answer.text() };
}

it('begins one multipart upload for a key on S3, also after a restart', async () => {
  const environment = {
    MILLRACE_ARTIFACT_ROOT: 's3://bucket/artifacts',
    S3_ENDPOINT: s3.url,
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    DATABASE_URL: database.url,
  };
  let first = { status: 0, text: '' };
  await withArtifacts(environment, async (service) => {
    first = await begin(service, 'upload');
    expect(first.status).toBe(200);
    expect(await begin(service, 'upload')).toEqual(first);
  });
  await withArtifacts(environment, async (service) => expect(await begin(service, 'upload')).toEqual(first));
  expect(s3.asked()).toBe(1);
});

it('says what is missing when it has no database to keep keys in', async () => {
  await withArtifacts({ MILLRACE_ARTIFACT_ROOT: folder }, async (service) => {
    const refused = await begin(service, 'upload');
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({ message: expect.stringContaining('set DATABASE_URL') });
    // Without a key there is the usual answer: a folder takes no multipart uploads.
    expect((await begin(service)).status).toBe(501);
  });
});
