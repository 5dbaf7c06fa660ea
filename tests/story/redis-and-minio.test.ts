import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasMinio, Minio } from '../../packages/artifact-stores/test/minio.ts';
import { hasRedis, RedisProcess } from '../../packages/messaging/test/redis-process.ts';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { STORY_MS, tellStory } from './tell-story.ts';

const canRun = hasRedis() && hasMinio;

(canRun ? describe : describe.skip)('with Redis and MinIO in place of the embedded defaults', () => {
  let redis: RedisProcess;
  let minio: Minio;
  let millrace: Millrace;

  beforeAll(async () => {
    redis = await RedisProcess.start();
    minio = await Minio.start();
    const { MILLRACE_ARTIFACT_ROOT, S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = minio.settings;
    const s3 = { MILLRACE_ARTIFACT_ROOT, S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
    millrace = await startMillrace({ environment: { REDIS_URL: redis.url, ...s3 } });
  }, 120_000);

  afterAll(async () => {
    await millrace.stop();
    await minio.stop();
    await redis.stop();
  });

  it(
    'the story of the MLflow client passes',
    async () => expect(await tellStory(millrace.url)).toMatch(/\d+ passed/),
    STORY_MS,
  );
});
