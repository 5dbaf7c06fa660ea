import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start({ MILLRACE_RUNNER_EXECUTOR_CONCURRENCY: 'process=1' });
});
afterAll(() => runner.close());

interface Shown {
  readonly project_runners: {
    readonly executors: { readonly name: string; readonly concurrency: number; readonly running: number }[];
    readonly running_run_ids: string[];
  }[];
  readonly queue: Record<string, number>;
}

async function shown(isSo: (shown: Shown) => boolean): Promise<Shown> {
  for (let look = 0; look < 200; look += 1) {
    const answer = JSON.parse((await runner.call('GET', '/api/millrace/project-runners')).text) as Shown;
    if (isSo(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come to that');
}

test('who runs what, and how many wait', async () => {
  const uri = await runner.project('slow', { 'slow.sh': 'sleep 30\n' });
  const ids = [
    await runner.submit({ uri, entry_point: 'slow.sh' }),
    await runner.submit({ uri, entry_point: 'slow.sh' }),
  ];
  const { project_runners: runners, queue } = await shown((answer) => answer.queue['running'] === 1);
  expect(queue).toEqual({ queued: 1, building: 0, running: 1, uploading: 0 });
  expect(runners).toHaveLength(1);
  expect(runners[0]).toMatchObject({
    runner_id: expect.stringMatching(/^[\da-f]{32}$/),
    hostname: expect.any(String),
    started_timestamp: expect.any(Number),
    last_seen_timestamp: expect.any(Number),
    running_run_ids: [ids[0]],
  });
  expect(runners[0]?.executors).toContainEqual({ name: 'process', concurrency: 1, running: 1 });
  // One that waits ends at once, although there is no room for it.
  await runner.runs('POST', `/${ids[1]}/cancel`, {});
  expect(await runner.until(ids[1] ?? '')).toMatchObject({ status: 'KILLED' });
  await runner.runs('POST', `/${ids[0]}/cancel`, {});
  expect(await runner.until(ids[0] ?? '')).toMatchObject({ status: 'KILLED' });
  const both = await runner.runs('GET', '?status=KILLED&status=FAILED');
  expect(both.body.project_runs).toHaveLength(2);
  const max = await runner.runs('GET', '?max_results=1&max_results=2');
  expect(max.body.message).toBe("'max_results' is given more than once.");
});
