import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hasRedis, RedisProcess } from '../../../../packages/messaging/test/redis-process.ts';
import { TestRunner } from '../../test/runner.ts';

(hasRedis() ? describe : describe.skip)('the queue with Redis for its messages', () => {
  let redis: RedisProcess;
  let runner: TestRunner;
  let uri: string;
  beforeAll(async () => {
    redis = await RedisProcess.start();
    runner = await TestRunner.start({
      REDIS_URL: redis.url,
      MILLRACE_RUNNER_CONCURRENCY: '1',
      MILLRACE_RUNNER_RETRY_SECONDS: '1',
      // Nothing but messages wakes the runner in time.
      MILLRACE_RUNNER_LEASE_SECONDS: '600',
    });
    uri = await runner.project('queued', {
      'mark.sh': 'echo "$4" >> "$2"\n',
      'slow.sh': 'sleep 60\n',
      'flaky.sh': 'if test -e "$2"; then exit 0; else touch "$2"; exit 1; fi\n',
    });
  });
  afterAll(async () => {
    await runner.close();
    await redis.stop();
  });

  test('runs come in the order of their priorities', async () => {
    const slow = await runner.submit({ uri, entry_point: 'slow.sh' });
    await runner.until(slow, ['RUNNING']);
    const ids: string[] = [];
    for (const priority of [30, 10, 20, 10])
      ids.push(await runner.submit({ uri, entry_point: 'slow.sh', priority, timeout_seconds: 1 }));
    await runner.runs('POST', `/${slow}/cancel`, {});
    expect(await runner.until(slow)).toMatchObject({ status: 'KILLED' });
    const ended = [];
    for (const id of ids) ended.push(await runner.until(id));
    const order = ended
      .toSorted((one, other) => (one.start_timestamp ?? 0) - (other.start_timestamp ?? 0))
      .map(({ priority }) => priority);
    expect(order).toEqual([10, 10, 20, 30]);
    expect(ended.every(({ status }) => status === 'TIMED_OUT')).toBe(true);
  }, 40_000);

  test('one that failed is tried again after its delay', async () => {
    const parameters = { marker: join(runner.folder, 'marker') };
    const id = await runner.submit({ uri, entry_point: 'flaky.sh', parameters, max_retries: 1 });
    expect(await runner.until(id)).toMatchObject({ status: 'FINISHED', attempts: 2 });
  }, 40_000);

  test('a sweep goes on by itself', async () => {
    const marks = join(runner.folder, 'marks');
    const { text } = await runner.call('POST', '/api/millrace/project-sweeps', {
      uri,
      entry_point: 'mark.sh',
      parameters: { marks },
      sweep: { method: 'grid', space: { x: { values: [1, 2, 3] } }, concurrency: 1 },
    });
    const { sweep_id: id } = (JSON.parse(text) as { project_sweep: { sweep_id: string } }).project_sweep;
    let runs: { status: string }[] = [];
    for (
      let look = 0;
      look < 400 && runs.filter(({ status }) => status === 'FINISHED').length < 3;
      look += 1
    ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      runs = (await runner.runs('GET', `?sweep_id=${id}`)).body.project_runs;
    }
    expect(runs.map(({ status }) => status)).toEqual(['FINISHED', 'FINISHED', 'FINISHED']);
  }, 40_000);
});
