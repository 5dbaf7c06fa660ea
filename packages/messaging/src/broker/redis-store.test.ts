import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../test/eventually.ts';
import { hasRedis, RedisProcess } from '../../test/redis-process.ts';
import { RedisStore } from './redis-store.ts';

async function untilItAnswers(store: RedisStore): Promise<void> {
  const ping = (): Promise<boolean> =>
    store.ping().then(
      () => true,
      () => false,
    );
  await eventually('an answer', ping);
}

(hasRedis() ? describe : describe.skip)('what a Redis store tells its operator', () => {
  let redis: RedisProcess | undefined;
  let store: RedisStore | undefined;
  afterEach(async () => {
    store?.abandon();
    await redis?.stop();
  });

  it('warns of one that keeps nothing on disk', async () => {
    redis = await RedisProcess.start({ persistent: false });
    const told: string[] = [];
    store = new RedisStore(redis.url, 1000, (error) => told.push(error.message));
    await untilItAnswers(store);
    expect(await eventually('a warning', () => store?.warning)).toMatch(/set appendonly to yes/);
    expect(told).toEqual([store.warning]);
  });

  it('has nothing to say of one that does, and says why one does not answer', async () => {
    redis = await RedisProcess.start();
    store = new RedisStore(redis.url, 300, () => undefined);
    await untilItAnswers(store);
    expect(store.warning).toBeUndefined();
    await redis.crash();
    await expect(store.ping()).rejects.toThrow(
      /did not answer within 300 ms: connect ECONNREFUSED 127\.0\.0\.1/,
    );
  });
});
