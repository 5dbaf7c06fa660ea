import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { Database } from '@millrace/database/database';
import { compose, connect } from '@millrace/standalone-app/compose';
import { type Home, openHome } from '@millrace/standalone-app/home/home';
import { StandaloneSettings } from '@millrace/standalone-app/settings/standalone-settings';
import { createTestDatabase, type TestDatabase } from '../../packages/database/test/test-database.ts';
import { type Create, createsByRoute, NO_CREATES, NO_PARENTS, type Parents } from './creates.ts';
import { type CountingS3, startCountingS3 } from './s3-that-counts.ts';

let database: TestDatabase;
let home: Home;
let s3: CountingS3;
let service: RunningService;
let parents: Parents;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await openHome(await mkdtemp(join(tmpdir(), 'millrace-creates-')));
  s3 = await startCountingS3();
  service = await runService({
    name: 'Millrace',
    settings: StandaloneSettings,
    environment: {
      PORT: '0',
      MILLRACE_ARTIFACT_ROOT: 's3://bucket/artifacts',
      S3_ENDPOINT: s3.url,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      MILLRACE_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
    },
    modules: (settings) => compose(settings, database.url, home),
    prepare: connect,
    started: () => undefined,
  });
  parents = await makeParents();
});

afterAll(async () => {
  await service.stop();
  await s3.close();
  await database.drop();
  await rm(home.folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly replayed: string | null;
}

async function send({ path, body }: Create, key?: string): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const answer = await fetch(service.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return {
    status: answer.status,
    text: await answer.text(),
    replayed: answer.headers.get('idempotent-replayed'),
  };
}

async function makeParents(): Promise<Parents> {
  const creates = createsByRoute(NO_PARENTS, 'parent');
  await send({ path: '/api/2.0/mlflow/registered-models/create', body: { name: 'model' } });
  const made = async (route: string, field: string): Promise<string> => {
    const { text } = await send(creates[route] as Create);
    return new RegExp(`"${field}":"([^"]+)"`).exec(text)?.[1] ?? '';
  };
  const modelId = await made('/api/2.0/mlflow/logged-models', 'model_id');
  return {
    runId: await made('/api/2.0/mlflow/runs/create', 'run_id'),
    modelId,
    deployment: await makeDeployment(modelId),
    projectRunId: await endedProjectRun(await made('/api/millrace/project-runs', 'run_id')),
    scheduleId: await made('/api/millrace/project-schedules', 'schedule_id'),
    traceId: await made('/api/2.0/mlflow/traces', 'request_id'),
    datasetId: await made('/api/3.0/mlflow/datasets/create', 'dataset_id'),
  };
}

/** Its model has no files, so that nothing else makes it live. */
async function makeDeployment(modelId: string): Promise<string> {
  const path = '/api/millrace/deployments';
  await send({ path, body: { name: 'live', model_uri: `models:/${modelId}`, env_manager: 'local' } });
  await service.app.get(Database).query("UPDATE deployment_versions SET role = 'live', weight = 100");
  return 'live';
}

/** There is no such project, so that what it would have been run with is not on record by itself. */
async function endedProjectRun(runId: string): Promise<string> {
  const database = service.app.get(Database);
  const record = JSON.stringify({ env_manager: 'local' });
  await database.query('INSERT INTO project_run_records (run_id, record) VALUES ($1, $2)', [runId, record]);
  const ended = `SELECT FROM project_runs WHERE run_id = $1 AND state = 'failed'`;
  while ((await database.query(ended, [runId])).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return runId;
}

const routes = Object.keys(createsByRoute(NO_PARENTS, ''));

it('every route that takes a POST or PUT is a create, or known not to be one', () => {
  const table = service.app.getHttpAdapter().getInstance().routeTable.routes;
  const writing = table.filter(
    ({ method, path }) => (method === 'POST' || method === 'PUT') && path !== '/*',
  );
  const undecided = writing.filter(
    ({ path, config }) => config.creates === undefined && !NO_CREATES.has(path),
  );
  expect(undecided.map(({ path }) => path)).toEqual([]);
  const declared = writing.filter(({ config }) => config.creates !== undefined).map(({ path }) => path);
  expect(declared.toSorted()).toEqual(routes.toSorted());
});

it('the OpenAPI document lists the header for each of them', async () => {
  const { paths } = (await (await fetch(`${service.url}/docs/openapi.json`)).json()) as {
    paths: Record<string, { post?: { parameters?: { name: string; in: string }[] } }>;
  };
  for (const route of routes) {
    const path = route.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');
    expect(paths[path]?.post?.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header' }),
    );
  }
});

describe.each(routes)('%s', (route) => {
  const create = (name: string): Create =>
    createsByRoute(parents, `${name}-${routes.indexOf(route)}`)[route] as Create;

  it('gives the same request with the same key the same answer, and another request 422', async () => {
    const key = `again ${route}`.replaceAll(' ', ':');
    const first = await send(create('again'), key);
    expect(first).toMatchObject({ status: create('').status ?? 200, replayed: null });
    expect(await send(create('again'), key)).toEqual({ ...first, replayed: 'true' });
    // The draft standard has the key in quotes; the web interface's paths are the same ones.
    const alias = { ...create('again'), path: create('again').path.replace('/api/', '/ajax-api/') };
    expect(await send(alias, `"${key}"`)).toEqual({ ...first, replayed: 'true' });
    const other = await send(create('other'), key);
    expect(other.status).toBe(422);
    expect(JSON.parse(other.text)).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: expect.stringContaining('was used for another request'),
    });
  });

  it('makes one thing for requests that come at once', async () => {
    const before = s3.asked();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send(create('at-once'), `at-once:${route}`)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    expect(s3.asked()).toBe(route.includes('/mpu/') ? before + 1 : before);
  });

  it('keeps nothing of a request that was refused', async () => {
    const bad = { ...create('bad'), body: create('bad').bad ?? {} };
    const key = `bad:${route}`;
    const refused = await send(bad, key);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(await send(bad, key)).toEqual(refused);
    expect(await send(create('good'), key)).toMatchObject({
      status: create('').status ?? 200,
      replayed: null,
    });
  });

  it('answers without a key as it does with one', async () => {
    const keyed = await send(create('shape-a'), `shape:${route}`);
    const plain = await send(create('shape-b'));
    expect(plain.status).toBe(create('').status ?? 200);
    expect(keysOf(JSON.parse(plain.text))).toEqual(keysOf(JSON.parse(keyed.text)));
  });
});

it.each(['', 'a b', 'a,b', 'ü', 'a"b', '""', 'x'.repeat(256)])('refuses %j as a key', async (key) => {
  const { status, text } = await send(
    { path: '/api/2.0/mlflow/runs/create', body: { experiment_id: '0' } },
    key,
  );
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('Invalid Idempotency-Key') });
});

it('ignores the header where nothing is made', async () => {
  const search = { path: '/api/2.0/mlflow/runs/search', body: { experiment_ids: ['0'], max_results: 1 } };
  expect((await send(search, 'a b')).status).toBe(200);
});

/** The names of an object's fields, all the way down. */
function keysOf(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(keysOf);
  if (typeof json !== 'object' || json === null) return typeof json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, keysOf(value)]));
}
