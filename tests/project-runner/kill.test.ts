import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { IdempotencySettings } from '@millrace/service-stores/idempotency/idempotency-settings';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { stores } from '@millrace/service-stores/stores';
import { TrackingModule } from '@millrace/tracking-app/tracking.module';
import { createTestDatabase, type TestDatabase } from '../../packages/database/test/test-database.ts';
import { RunnerProcess } from './runner-process.ts';

interface ShownRun {
  readonly run_id: string;
  readonly status: string;
  readonly attempts: number;
  readonly reason?: string;
}

interface ShownSweep {
  readonly sweep_id: string;
  readonly run_id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
}

let database: TestDatabase;
let tracking: RunningService;
let folder: string;
let first: RunnerProcess;
let second: RunnerProcess | undefined;
let settings: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'millrace-runner-kill-'));
  const storeSettings = { ...IdempotencySettings.parse({}), DATABASE_URL: database.url };
  tracking = await runService({
    name: 'tracking',
    settings: HttpSettings,
    environment: { PORT: '0' },
    modules: () => [...stores('tracking', storeSettings), TrackingModule],
    prepare: startMessageHandlers,
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
  });
  settings = {
    DATABASE_URL: database.url,
    MILLRACE_ARTIFACT_ROOT: join(folder, 'artifacts'),
    MILLRACE_RUNNER_FOLDER: join(folder, 'projects'),
    MILLRACE_RUNNER_TRACKING_URI: tracking.url,
    MILLRACE_RUNNER_LEASE_SECONDS: '2',
    MILLRACE_RUNNER_RETRY_SECONDS: '1',
    MILLRACE_RUNNER_CONCURRENCY: '1',
  };
  await mkdir(join(folder, 'project'));
  // Each line says that the command came so far; a run that is done twice has one too many.
  await writeFile(
    join(folder, 'project/work.sh'),
    'echo begun >> "$2"; for i in $(seq $(($4 * 10))); do sleep 0.1; done; echo done >> "$2"\n',
  );
});
afterAll(async () => {
  await tracking.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  first = await RunnerProcess.start(settings);
});
afterEach(async () => {
  await first.kill();
  await second?.stop();
  second = undefined;
});

const ROUTE = '/api/millrace/project-runs';

async function submit(marks: string, seconds: number, change: object = {}): Promise<string> {
  const request = {
    uri: join(folder, 'project'),
    entry_point: 'work.sh',
    parameters: { marks: join(folder, marks), seconds },
    ...change,
  };
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(first.url + ROUTE, { method: 'POST', headers, body: JSON.stringify(request) });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { project_run: ShownRun }).project_run.run_id;
}

async function until(runner: RunnerProcess, runId: string, statuses: readonly string[]): Promise<ShownRun> {
  for (let look = 0; look < 400; look += 1) {
    const answer = await fetch(`${runner.url}${ROUTE}/${runId}`);
    const { project_run: run } = (await answer.json()) as { project_run: ShownRun };
    if (statuses.includes(run.status)) return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The run ${runId} did not come to ${statuses.join(' or ')}`);
}

/** Kills the runner, starts another one, and waits until the run has ended there. */
async function killAndTakeOver(runId: string): Promise<ShownRun> {
  await first.kill();
  second = await RunnerProcess.start(settings);
  return until(second, runId, ['FINISHED', 'FAILED', 'KILLED', 'TIMED_OUT']);
}

async function marks(name: string): Promise<string> {
  return (await readFile(join(folder, name), 'utf8').catch(() => '')).replaceAll('\n', ' ').trim();
}

async function trackedStatus(runId: string): Promise<string> {
  const answer = await fetch(`${tracking.url}/api/2.0/mlflow/runs/get?run_id=${runId}`);
  return ((await answer.json()) as { run: { info: { status: string } } }).run.info.status;
}

it('killed while it runs the command: the command is ended, and the run has failed', async () => {
  const runId = await submit('running', 4);
  const waiting = await submit('queued', 0);
  await until(first, runId, ['RUNNING']);
  await expectMarks('running', 'begun');
  const ended = await killAndTakeOver(runId);
  expect(ended).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('The runner died') });
  expect(await trackedStatus(runId)).toBe('FAILED');
  // One that waited behind it is none the worse.
  expect(await until(second as RunnerProcess, waiting, ['FINISHED'])).toMatchObject({ attempts: 1 });
  expect(await marks('queued')).toBe('begun done');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await marks('running')).toBe('begun');
});

it('killed while it runs the command: it is run again where it may be', async () => {
  const runId = await submit('retried', 2, { max_retries: 1 });
  await until(first, runId, ['RUNNING']);
  await expectMarks('retried', 'begun');
  expect(await killAndTakeOver(runId)).toMatchObject({ status: 'FINISHED' });
  expect(await marks('retried')).toBe('begun begun done');
  expect(await trackedStatus(runId)).toBe('FINISHED');
});

it('killed while it fetches the project: it is begun again, without being a retry', async () => {
  const held: ServerResponse[] = [];
  const server: Server = createServer((_, answer) => void held.push(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const runId = await submit('fetched', 0, { uri: `http://127.0.0.1:${port}/a.zip` });
  await until(first, runId, ['BUILDING']);
  while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const over = killAndTakeOver(runId);
  while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  // It was asked for again, and is not there now: a failure of the project, told as such.
  held[1]?.writeHead(404).end();
  expect(await over).toMatchObject({
    status: 'FAILED',
    attempts: 2,
    reason: expect.stringContaining('the server answered 404'),
  });
  server.closeAllConnections();
  server.close();
});

it('killed while it uploads: the run ends as it did, and is not run again', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const runId = await submit('uploading', 1);
  await until(first, runId, ['RUNNING']);
  // Whoever wants to end the tracked run has to wait.
  await client.query('BEGIN');
  await client.query('SELECT FROM runs WHERE run_id = $1 FOR UPDATE', [runId]);
  await until(first, runId, ['UPLOADING']);
  await first.kill();
  await client.query('ROLLBACK');
  await client.end();
  expect(await killAndTakeOver(runId)).toMatchObject({ status: 'FINISHED' });
  expect(await marks('uploading')).toBe('begun done');
  expect(await trackedStatus(runId)).toBe('FINISHED');
});

it('killed amid a sweep: its other runs are run by who takes over, and it ends right', async () => {
  const headers = { 'content-type': 'application/json' };
  const request = {
    uri: join(folder, 'project'),
    entry_point: 'work.sh',
    parameters: { marks: join(folder, 'swept') },
    sweep: { method: 'grid', space: { seconds: { values: [2, 0, 1] } }, concurrency: 1 },
  };
  const route = '/api/millrace/project-sweeps';
  const body = JSON.stringify(request);
  const answer = await fetch(first.url + route, { method: 'POST', headers, body });
  const { project_sweep: made } = (await answer.json()) as { project_sweep: ShownSweep };
  await expectMarks('swept', 'begun');
  await first.kill();
  second = await RunnerProcess.start(settings);
  let sweep = made;
  for (let look = 0; look < 400 && sweep.status === 'RUNNING'; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const shown = await fetch(`${second.url}${route}/${made.sweep_id}`);
    sweep = ((await shown.json()) as { project_sweep: ShownSweep }).project_sweep;
  }
  expect(sweep).toMatchObject({ status: 'FINISHED', counts: { finished: 2, failed: 1, total: 3 } });
  expect(await marks('swept')).toBe('begun begun done begun done');
  expect(await trackedStatus(sweep.run_id)).toBe('FINISHED');
});

async function expectMarks(name: string, expected: string): Promise<void> {
  for (let look = 0; look < 100 && (await marks(name)) !== expected; look += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await marks(name)).toBe(expected);
}
