import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { hasMinio, Minio } from '../apps/artifact/test/minio.ts';
import { hasRedis, RedisProcess } from '../packages/messaging/test/redis-process.ts';
import { startMillrace } from './support/millrace.ts';
import { pythonWithMlflow } from './support/python-client.ts';
import { ROOT } from './support/server-process.ts';
import { startServices } from './support/services.ts';

const INSTALLATION_MS = 600_000;
const STORY_MS = 600_000;

/** tests/client, run by pytest with the real MLflow client against a server. Throws pytest's output when a test fails. */
async function tellStory(url: string): Promise<string> {
  const python = await pythonWithMlflow();
  const environment = { ...process.env, MLFLOW_TRACKING_URI: url, MLFLOW_HTTP_REQUEST_MAX_RETRIES: '2' };
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '-W', 'ignore', join(ROOT, 'tests/client')];
  try {
    const { stdout } = await promisify(execFile)(python, args, { env: environment, maxBuffer: 64 << 20 });
    return stdout;
  } catch (error) {
    throw new Error((error as { stdout?: string }).stdout ?? (error as Error).message);
  }
}

describe('the story of the MLflow client', () => {
  const toStop: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of toStop.splice(0).reverse()) await stop();
  }, STORY_MS);

  it(
    'passes against what npm start runs',
    async () => {
      const millrace = await startMillrace();
      toStop.push(() => millrace.stop());
      expect(await tellStory(millrace.url)).toMatch(/\d+ passed/);
    },
    INSTALLATION_MS + STORY_MS,
  );

  const withStores = hasRedis() && hasMinio ? it : it.skip;
  withStores(
    'passes with Redis and MinIO in place of the embedded defaults',
    async () => {
      const redis = await RedisProcess.start();
      toStop.push(() => redis.stop());
      const minio = await Minio.start();
      toStop.push(() => minio.stop());
      const { MILLRACE_ARTIFACT_ROOT, S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } =
        minio.settings;
      const s3 = { MILLRACE_ARTIFACT_ROOT, S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
      const millrace = await startMillrace({ environment: { REDIS_URL: redis.url, ...s3 } });
      toStop.push(() => millrace.stop());
      expect(await tellStory(millrace.url)).toMatch(/\d+ passed/);
    },
    INSTALLATION_MS + STORY_MS,
  );

  it(
    'passes against three services behind the gateway',
    async () => {
      const services = await startServices();
      toStop.push(() => services.stop());
      expect(await tellStory(services.url)).toMatch(/\d+ passed/);
    },
    INSTALLATION_MS + STORY_MS,
  );
});
