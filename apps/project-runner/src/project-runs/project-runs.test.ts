import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { ZipFile } from 'yazl';
import { TestRunner } from '../../test/runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start({
    MILLRACE_RUNNER_RETRY_SECONDS: '1',
    MILLRACE_RUNNER_LOG_BYTES: '200000',
  });
});
afterAll(() => runner.close());

const MLPROJECT = `name: hello
entry_points:
  main:
    parameters:
      who: string
      times: {type: float, default: 2}
    command: "bash hello.sh {who} {times}"
  env:
    command: "env"
  fail:
    command: "echo before; exit 3"
  slow:
    command: "echo begun; sleep 60"
  flaky:
    parameters: {marker: string}
    command: "if test -e {marker}; then echo second; else touch {marker}; exit 1; fi"
  loud:
    command: "yes"
`;

async function hello(): Promise<string> {
  return runner.project('hello', {
    MLproject: MLPROJECT,
    'hello.sh': 'for i in $(seq $2); do echo "hello $1"; done\n',
  });
}

describe('a run that finishes', () => {
  let runId: string;
  beforeAll(async () => {
    const request = { uri: await hello(), parameters: { who: 'you; exit 9', extra: true }, user_id: 'ada' };
    const { status, body } = await runner.runs('POST', '', request);
    expect(status).toBe(201);
    expect(body.project_run).toMatchObject({ status: 'QUEUED', entry_point: 'main', executor: 'process' });
    runId = body.project_run.run_id;
  });

  it('ends with its exit code, its log, and the log among its artifacts', async () => {
    expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED', exit_code: 0, attempts: 1 });
    const log = await runner.log(runId);
    expect(log).toContain("=== Running: bash hello.sh 'you; exit 9' 2 --extra True\n");
    expect(log).toContain('hello you; exit 9\nhello you; exit 9\n');
    const kept = await readFile(
      join(runner.folder, `artifacts/0/${runId}/artifacts/project-run.log`),
      'utf8',
    );
    expect(kept).toBe(log);
  });

  it('keeps what is needed to repeat it', async () => {
    const file = join(runner.folder, `artifacts/0/${runId}/artifacts/project-run.json`);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      uri: await hello(),
      entry_point: 'main',
      parameters: { who: 'you; exit 9', times: '2', extra: 'True' },
      command: "bash hello.sh 'you; exit 9' 2 --extra True",
      env_manager: 'local',
      packages: expect.any(Array),
    });
  });

  it('is a tracked run with the tags and parameters that MLflow gives', async () => {
    const { status, ended, tags, params } = await runner.tracked(runId);
    expect({ status, ended }).toEqual({ status: 'FINISHED', ended: true });
    expect(params).toEqual({ who: 'you; exit 9', times: '2', extra: 'True' });
    expect(tags).toMatchObject({
      'mlflow.source.type': 'PROJECT',
      'mlflow.source.name': await hello(),
      'mlflow.project.entryPoint': 'main',
      'mlflow.project.backend': 'process',
      'mlflow.user': 'ada',
      'millrace.project.status': 'FINISHED',
    });
  });

  it('can be followed as server-sent events', async () => {
    const url = `${runner.url}/api/millrace/project-runs/${runId}/logs`;
    const text = await (await fetch(url, { headers: { accept: 'text/event-stream' } })).text();
    expect(text).toContain('hello you; exit 9\\n');
    expect(text).toMatch(/event: end\ndata: \{.*"status":"FINISHED"/);
  });
});

it('the command has the environment that MLflow sets, and no other secret', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'platform-secret';
  const runId = await runner.submit({
    uri: await hello(),
    entry_point: 'env',
    executor_config: { environment: { MINE: 'x' } },
  });
  await runner.until(runId);
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  const log = await runner.log(runId);
  for (const line of [
    `MLFLOW_RUN_ID=${runId}`,
    `MLFLOW_TRACKING_URI=${runner.url}`,
    'MLFLOW_EXPERIMENT_ID=0',
    'MINE=x',
  ])
    expect(log).toContain(`${line}\n`);
  expect(log).not.toContain('platform-secret');
});

it('one that fails tells its exit code and its last lines', async () => {
  const runId = await runner.submit({ uri: await hello(), entry_point: 'fail' });
  expect(await runner.until(runId)).toMatchObject({ status: 'FAILED', exit_code: 3, attempts: 1 });
  expect(await runner.tracked(runId)).toMatchObject({
    status: 'FAILED',
    tags: {
      'millrace.project.exitCode': '3',
      'millrace.project.reason': expect.stringMatching(
        /ended with code 3\. The last it printed:\n(?:.*\n)*before$/,
      ),
    },
  });
});

it('one that goes on can be cancelled', async () => {
  const runId = await runner.submit({ uri: await hello(), entry_point: 'slow' });
  await runner.until(runId, ['RUNNING']);
  expect((await runner.runs('POST', `/${runId}/cancel`, {})).body.project_run).toMatchObject({
    cancelled: true,
  });
  expect(await runner.until(runId)).toMatchObject({ status: 'KILLED', reason: 'It was cancelled.' });
  expect((await runner.tracked(runId)).status).toBe('KILLED');
});

it('one that takes too long is ended', async () => {
  const runId = await runner.submit({ uri: await hello(), entry_point: 'slow', timeout_seconds: 1 });
  expect(await runner.until(runId)).toMatchObject({
    status: 'TIMED_OUT',
    reason: 'It took longer than 1 seconds, and was ended.',
  });
  expect((await runner.tracked(runId)).status).toBe('FAILED');
});

it('one that prints without end is ended', async () => {
  const runId = await runner.submit({ uri: await hello(), entry_point: 'loud' });
  expect(await runner.until(runId)).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining('It printed more than 200000 bytes'),
  });
  expect((await runner.log(runId)).length).toBeLessThan(250_000);
});

it('is tried again after a failure, if it may be', async () => {
  const request = {
    uri: await hello(),
    entry_point: 'flaky',
    parameters: { marker: join(runner.folder, 'marker') },
  };
  const runId = await runner.submit({ ...request, max_retries: 1 });
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED', attempts: 2 });
  expect(await runner.log(runId)).toMatch(/=== Trying again in 1 seconds\n(?:.*\n)*second\n/);
});

it('a failed run can be found, and queued again', async () => {
  const marker = join(runner.folder, 'marker-2');
  const runId = await runner.submit({ uri: await hello(), entry_point: 'flaky', parameters: { marker } });
  await runner.until(runId, ['FAILED']);
  const { body } = await runner.runs('GET', '?status=FAILED');
  expect(body.project_runs.map(({ run_id }) => run_id)).toContain(runId);
  expect((await runner.runs('POST', `/${runId}/retry`, {})).body.project_run.status).toBe('QUEUED');
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED', attempts: 2 });
  expect(await runner.tracked(runId)).toMatchObject({ status: 'FINISHED', ended: true });
  expect((await runner.runs('POST', `/${runId}/retry`, {})).body.message).toContain(
    'is finished: only one that',
  );
});

it('is given up at once when it is cancelled while its project is fetched', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const runId = await runner.submit({ uri: `http://127.0.0.1:${port}/a.zip` });
  await runner.until(runId, ['BUILDING']);
  await runner.runs('POST', `/${runId}/cancel`, {});
  expect(await runner.until(runId)).toMatchObject({ status: 'KILLED' });
  server.closeAllConnections();
  server.close();
});

it('can be run once more with other parameters', async () => {
  const runId = await runner.submit({
    uri: await hello(),
    parameters: { who: 'ann', times: 3 },
    user_id: 'ada',
  });
  const { status, body } = await runner.runs('POST', `/${runId}/rerun`, { parameters: { who: 'bob' } });
  expect(status).toBe(201);
  expect(body.project_run.run_id).not.toBe(runId);
  await runner.until(body.project_run.run_id);
  const { params, tags } = await runner.tracked(body.project_run.run_id);
  expect(params).toEqual({ who: 'bob', times: '3' });
  expect(tags['mlflow.user']).toBe('ada');
  const wrong = await runner.runs('POST', `/${runId}/rerun`, { uri: '/x' });
  expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringContaining('uri') } });
});

test('the list comes in pages', async () => {
  const first = (await runner.runs('GET', '?max_results=2')).body;
  expect(first.project_runs).toHaveLength(2);
  const second = (await runner.runs('GET', `?max_results=2&page_token=${first.next_page_token}`)).body;
  const ids = [...first.project_runs, ...second.project_runs].map(({ run_id }) => run_id);
  expect(new Set(ids).size).toBe(4);
});

it('runs a folder that a client has uploaded', async () => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('print("uploaded", 1 + 1)\n'), 'a/train.py');
  zip.end();
  const file = join(runner.folder, 'upload.zip');
  await pipeline(zip.outputStream, createWriteStream(file));
  const answer = await fetch(`${runner.url}/api/millrace/project-runs/uploads`, {
    method: 'PUT',
    body: await readFile(file),
  });
  const { uri } = (await answer.json()) as { uri: string };
  const runId = await runner.submit({ uri: `${uri}#a`, entry_point: 'train.py' });
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED' });
  expect(await runner.log(runId)).toContain('uploaded 2\n');
});

test.each([
  [{ entry_point: 'nothing' }, 'has no entry point nothing. It has main, env, fail'],
  [{}, 'needs a value for who (string).'],
  [{ parameters: { who: 'x', times: 'many' } }, 'parameter times is a float'],
  [{ version: 'v1' }, 'is no git repository'],
  [{ uri: '/nowhere' }, 'There is no folder /nowhere'],
  [{ uri: `upload:${'0'.repeat(64)}` }, 'There is no upload 000'],
])('%j ends as a failed run', async (change, reason) => {
  const runId = await runner.submit({ uri: await hello(), max_retries: 3, ...change });
  expect(await runner.until(runId)).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining(reason),
    attempts: 1,
  });
  expect((await runner.tracked(runId)).status).toBe('FAILED');
});

test.each([
  [{ uri: 'ext::sh -c id' }, /The uri is refused/],
  [{ uri: '--upload-pack=id' }, /The uri is refused/],
  [{ uri: '/x', executor: 'moon' }, /executor.*must be one of process/],
  [{ uri: '/x', parameters: { a: [1] } }, /parameters/],
  [{ uri: '/x', experiment_id: '99' }, /99/],
  [{ uri: '/x', timeout: 5 }, /timeout/],
  [{ uri: '/x', priority: 0 }, /priority.*from 1 to 2000000/],
  [{}, /uri/],
])('%j is refused', async (request, message) => {
  const { status, body } = await runner.runs('POST', '', request);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.message).toMatch(message);
});

test('credentials are shown nowhere', async () => {
  const runId = await runner.submit({ uri: 'http://me:sesame@127.0.0.1:9/a.git' });
  await runner.until(runId);
  const shown = await runner.runs('GET', `/${runId}`);
  const { tags } = await runner.tracked(runId);
  expect(JSON.stringify([shown, tags, await runner.log(runId)])).not.toContain('sesame');
  expect(tags['mlflow.source.name']).toBe('http://127.0.0.1:9/a.git');
});

test('credentials are not kept once a run has finished, and are given again to run it again', async () => {
  const folder = await runner.project('private', { 'a.sh': 'echo private\n' });
  const seen: (string | undefined)[] = [];
  const zip = new ZipFile();
  zip.addFile(join(folder, 'a.sh'), 'a.sh');
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const server = createServer((request, answer) => {
    seen.push(request.headers.authorization);
    answer.end(Buffer.concat(chunks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const uri = `http://me:sesame@127.0.0.1:${port}/a.zip`;
  const runId = await runner.submit({ uri, entry_point: 'a.sh' });
  await runner.until(runId, ['FINISHED']);
  const kept = await runner.get(Database).query<{ uri: string }>('SELECT uri FROM project_runs');
  expect(kept.map((row) => row.uri)).toContain(`http://127.0.0.1:${port}/a.zip`);
  expect(kept.map((row) => row.uri)).not.toContain(uri);
  const again = await runner.runs('POST', `/${runId}/rerun`, { uri });
  await runner.until(again.body.project_run.run_id, ['FINISHED']);
  expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('me:sesame').toString('base64')}`]));
  const other = await runner.runs('POST', `/${runId}/rerun`, { uri: 'http://127.0.0.1/b.zip' });
  expect([other.status, other.body.message]).toEqual([
    400,
    expect.stringContaining("'uri' must be that of the run"),
  ]);
  server.close();
});

test('what is not there is 404', async () => {
  for (const path of ['/x', `/${'a'.repeat(32)}`, `/${'a'.repeat(32)}/logs`])
    expect((await runner.runs('GET', path)).status).toBe(404);
});
