import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPool } from '@millrace/database/pool';
import type pg from 'pg';
import { TestRunner } from '../../test/runner.ts';

interface ShownSchedule {
  readonly schedule_id: string;
  readonly next_timestamp: number | null;
  readonly last_timestamp: number | null;
  readonly last_run_id: string | null;
  readonly paused: boolean;
}

let runner: TestRunner;
let pool: pg.Pool;
let uri: string;
beforeAll(async () => {
  runner = await TestRunner.start();
  pool = openPool(runner.database.url);
  uri = await runner.project('job', { 'job.sh': 'echo "at work $@"\n' });
});
afterAll(async () => {
  await pool.end();
  await runner.close();
});

const ROUTE = '/api/millrace/project-schedules';

async function call(method: string, path: string, body?: object): Promise<ShownSchedule> {
  const { status, text } = await runner.call(method, ROUTE + path, body);
  expect([status < 300, text]).toEqual([true, expect.any(String)]);
  return (JSON.parse(text) as { project_schedule: ShownSchedule }).project_schedule;
}

const create = (change: object = {}): Promise<ShownSchedule> =>
  call('POST', '', {
    name: 'nightly',
    cron: '0 3 * * *',
    project_run: { uri, entry_point: 'job.sh', parameters: { n: 1 } },
    ...change,
  });

async function runsOf(scheduleId: string): Promise<{ run_id: string }[]> {
  return (await runner.runs('GET', `?schedule_id=${scheduleId}`)).body.project_runs;
}

/** As if its time had come, and gone by some more times. */
async function makeDue(scheduleId: string): Promise<void> {
  await pool.query('UPDATE project_schedules SET next_ms = $2 WHERE schedule_id = $1', [
    scheduleId,
    Date.now() - 10 * 86_400_000,
  ]);
}

test('is shown with when it is next due, in its time zone', async () => {
  const schedule = await create({ timezone: 'Asia/Kolkata' });
  expect(schedule).toMatchObject({
    name: 'nightly',
    cron: '0 3 * * *',
    timezone: 'Asia/Kolkata',
    paused: false,
    project_run: { uri, entry_point: 'job.sh', parameters: { n: '1' } },
    last_timestamp: null,
    last_run_id: null,
    creation_timestamp: expect.any(Number),
  });
  expect(new Date(schedule.next_timestamp ?? 0).toISOString()).toMatch(/T21:30:00.000Z$/);
  expect(await call('GET', `/${schedule.schedule_id}`)).toEqual(schedule);
  const listed = JSON.parse((await runner.call('GET', ROUTE)).text) as { project_schedules: ShownSchedule[] };
  expect(listed.project_schedules).toContainEqual(schedule);
});

test('makes one run when it is due, however many times it missed and whoever looks', async () => {
  const { schedule_id: id } = await create();
  await makeDue(id);
  // Whatever changes lets this process look at once.
  await Promise.all([1, 2, 3].map((number) => call('PATCH', `/${id}`, { name: `nightly ${number}` })));
  for (let look = 0; look < 100 && (await runsOf(id)).length === 0; look += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const runs = await runsOf(id);
  expect(runs).toHaveLength(1);
  const [run] = runs;
  expect(await runner.until(run?.run_id ?? '')).toMatchObject({ status: 'FINISHED', schedule_id: id });
  expect(await runner.log(run?.run_id ?? '')).toContain('at work --n 1');
  const after = await call('GET', `/${id}`);
  expect(after).toMatchObject({ last_run_id: run?.run_id, last_timestamp: expect.any(Number) });
  expect(after.next_timestamp).toBeGreaterThan(Date.now());
});

test('makes none while it is paused, and none of those it missed when it goes on', async () => {
  const { schedule_id: id } = await create();
  expect(await call('PATCH', `/${id}`, { paused: true })).toMatchObject({
    paused: true,
    next_timestamp: null,
  });
  await makeDue(id);
  const other = await create();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await runsOf(id)).toEqual([]);
  const { next_timestamp: next } = await call('PATCH', `/${id}`, { paused: false, cron: '@hourly' });
  expect(next).toBeGreaterThan(Date.now());
  expect(next).toBeLessThanOrEqual(Date.now() + 3_600_000);
  expect(await runsOf(id)).toEqual([]);
  expect((await runner.call('DELETE', `${ROUTE}/${other.schedule_id}`)).status).toBe(200);
  expect((await runner.call('GET', `${ROUTE}/${other.schedule_id}`)).status).toBe(404);
});

test('can be run now, with other parameters', async () => {
  const { schedule_id: id } = await create();
  const { status, body } = await runner.call('POST', `${ROUTE}/${id}/trigger`, { parameters: { m: 2 } });
  expect(status).toBe(201);
  expect(body.project_run).toMatchObject({ schedule_id: id, parameters: { n: '1', m: '2' } });
  expect(await call('GET', `/${id}`)).toMatchObject({ last_run_id: body.project_run.run_id });
});

test('says why its run could not be submitted', async () => {
  const { schedule_id: id } = await create({
    project_run: { uri, entry_point: 'job.sh', experiment_id: '99' },
  });
  await makeDue(id);
  await call('PATCH', `/${id}`, { name: 'lost' });
  let shown: object = {};
  for (let look = 0; look < 100 && !('last_error' in shown); look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    shown = await call('GET', `/${id}`);
  }
  expect(shown).toMatchObject({ last_error: expect.stringContaining('99'), last_run_id: null });
});

test.each([
  [{ cron: '* * * *' }, /'cron' must be five fields.*"\* \* \* \*"/],
  [{ cron: '61 * * * *' }, /'cron' must be five fields/],
  [{ cron: '* * * * * *' }, /'cron' must be five fields/],
  [{ cron: '0 0 30 2 *' }, /'cron' must be/],
  [{ timezone: 'Mars/Olympus' }, /'timezone' must be the name of an IANA time zone.*Mars/],
  [{ name: '' }, /name/],
  [{ project_run: { uri: 'ext::sh' } }, /uri is refused/],
  [{ project_run: { uri: '/x', priority: 0 } }, /project_run.priority/],
])('%j is refused', async (change, message) => {
  const request = { name: 'n', cron: '0 3 * * *', project_run: { uri }, ...change };
  const { status, body } = await runner.call('POST', ROUTE, request);
  expect(status).toBe(400);
  expect(body.message).toMatch(message);
});

test('credentials are refused while nothing would encrypt them', async () => {
  const request = { name: 'a', cron: '@daily', project_run: { uri: 'https://me:sesame@example.com/a.git' } };
  const { status, text } = await runner.call('POST', ROUTE, request);
  expect([status, text]).toEqual([400, expect.stringContaining('Set MILLRACE_SECRETS_KEY')]);
  expect(text).not.toContain('sesame');
  const { schedule_id: id } = await create();
  const changed = await runner.call('PATCH', `${ROUTE}/${id}`, { project_run: request.project_run });
  expect(changed.status).toBe(400);
});
