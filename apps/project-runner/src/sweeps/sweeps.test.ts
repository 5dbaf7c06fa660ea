import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';

interface ShownSweep {
  readonly sweep_id: string;
  readonly run_id: string;
  readonly status: string;
  readonly counts: Record<string, number>;
  readonly best?: { readonly run_id: string; readonly value: number };
  readonly seed?: number;
}

let runner: TestRunner;
let uri: string;
beforeAll(async () => {
  runner = await TestRunner.start({ MILLRACE_RUNNER_CONCURRENCY: '4' });
  uri = await runner.project('curve', {
    MLproject: `entry_points:
  main:
    parameters: {x: float, y: {type: string, default: a}}
    command: >-
      test {x} != 13 && curl -sf -H 'content-type: application/json' "$MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/log-metric"
      -d "$(printf '{{"run_id":"%s","key":"loss","value":%s,"timestamp":1}}' "$MLFLOW_RUN_ID" "$(({x} * {x}))")"
  slow:
    parameters: {x: float, mark: string}
    command: "echo x >> {mark}; sleep 60"
`,
  });
});
afterAll(() => runner.close());

const ROUTE = '/api/millrace/project-sweeps';

async function create(sweep: object, more: object = {}): Promise<ShownSweep> {
  const { status, text } = await runner.call('POST', ROUTE, { uri, sweep, ...more });
  expect([status, text]).toEqual([201, expect.any(String)]);
  return (JSON.parse(text) as { project_sweep: ShownSweep }).project_sweep;
}

async function until(sweepId: string, isSo: (sweep: ShownSweep) => boolean): Promise<ShownSweep> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    const { text } = await runner.call('GET', `${ROUTE}/${sweepId}`);
    const { project_sweep: sweep } = JSON.parse(text) as { project_sweep: ShownSweep };
    if (isSo(sweep)) return sweep;
    if (Date.now() > deadline) throw new Error(text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isOver = ({ status }: ShownSweep): boolean => status !== 'RUNNING';

test('a grid is runs below one, and the best of them is known', async () => {
  const sweep = await create(
    {
      method: 'grid',
      space: { x: { min: -2, max: 2, count: 5, type: 'int' }, y: { values: ['a', 'b'] } },
      concurrency: 3,
      metric: { name: 'loss', goal: 'minimize' },
    },
    { run_name: 'curve', user_id: 'ada' },
  );
  expect(sweep).toMatchObject({
    status: 'RUNNING',
    name: 'curve',
    method: 'grid',
    concurrency: 3,
    metric: { name: 'loss', goal: 'minimize' },
    counts: { total: 10, finished: 0 },
  });
  const ended = await until(sweep.sweep_id, isOver);
  expect(ended).toMatchObject({
    status: 'FINISHED',
    counts: { queued: 0, running: 0, finished: 10, failed: 0, killed: 0, total: 10 },
    best: { value: 0 },
    end_timestamp: expect.any(Number),
  });
  expect(await runner.tracked(sweep.run_id)).toMatchObject({ status: 'FINISHED', ended: true });
  const best = await runner.tracked(ended.best?.run_id ?? '');
  expect(best.params['x']).toBe('0');
  expect(best.tags).toMatchObject({ 'mlflow.parentRunId': sweep.run_id, 'mlflow.user': 'ada' });
  const { body } = await runner.runs('GET', `?sweep_id=${sweep.sweep_id}`);
  expect(body.project_runs).toHaveLength(10);
  expect(body.project_runs[0]).toMatchObject({ sweep_id: sweep.sweep_id });
  const listed = JSON.parse((await runner.call('GET', ROUTE)).text) as { project_sweeps: ShownSweep[] };
  expect(listed.project_sweeps.map(({ sweep_id }) => sweep_id)).toContain(sweep.sweep_id);
}, 40_000);

test('a random one takes the same values for the same seed, and goes on when some fail', async () => {
  const space = { x: { values: [1, 2, 13] } };
  const first = await create({ method: 'random', space, max_runs: 3, seed: 7 });
  expect(first).toMatchObject({ seed: 7, counts: { total: 3 } });
  expect(await until(first.sweep_id, isOver)).toMatchObject({
    status: 'FINISHED',
    counts: { finished: 2, failed: 1 },
  });
  const failing = await create({ method: 'grid', space: { x: { values: [13] } } });
  expect(await until(failing.sweep_id, isOver)).toMatchObject({ status: 'FAILED', counts: { failed: 1 } });
  expect((await runner.tracked(failing.run_id)).status).toBe('FAILED');
}, 40_000);

test('no more than are allowed go on at once, and all end when it is cancelled', async () => {
  const mark = join(runner.folder, 'slow-marks');
  const sweep = await create(
    { method: 'grid', space: { x: { values: [1, 2, 3, 4, 5] } }, concurrency: 2 },
    { entry_point: 'slow', parameters: { mark } },
  );
  await until(sweep.sweep_id, ({ counts }) => counts['running'] === 2);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { text } = await runner.call('POST', `${ROUTE}/${sweep.sweep_id}/cancel`, {});
  expect(JSON.parse(text)).toMatchObject({ project_sweep: { cancelled: true, counts: { running: 2 } } });
  expect(await until(sweep.sweep_id, isOver)).toMatchObject({
    status: 'KILLED',
    counts: { queued: 0, running: 0, killed: 5, total: 5 },
  });
  expect((await runner.tracked(sweep.run_id)).status).toBe('KILLED');
}, 40_000);

test.each([
  [{ method: 'grid', space: {} }, /space.*at least one parameter/],
  [
    { method: 'grid', space: { x: { min: 0, max: 1, count: 100 }, y: { min: 0, max: 1, count: 100 } } },
    /10000 runs/,
  ],
  [{ method: 'random', space: { x: { min: 2, max: 1 } } }, /max.*not be less than min/],
  [{ method: 'random', space: { x: { min: 0, max: 1, scale: 'log' } } }, /above 0 on a log scale/],
  [{ method: 'random', space: { x: [1, 2] } }, /space.x.*"values"/],
  [{ method: 'bayes', space: { x: { values: [1] } } }, /method.*grid or random/],
  [{ method: 'random', space: { x: { values: [1] } }, max_runs: 2000 }, /max_runs.*1 to 1000/],
])('%j is refused', async (sweep, message) => {
  const { status, body } = await runner.call('POST', ROUTE, { uri, sweep });
  expect(status).toBe(400);
  expect(body.message).toMatch(message);
});

test('what is not there is 404', async () => {
  for (const id of ['x', 'a'.repeat(32)])
    expect((await runner.call('GET', `${ROUTE}/${id}`)).status).toBe(404);
});
