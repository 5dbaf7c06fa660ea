import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, TestServing } from '../../test/serving.ts';
import { openScorers } from '../../test/written-scorer.ts';

let serving: TestServing;
beforeAll(async () => {
  serving = await TestServing.start();
  await serving.register('m', { answer: 'one' });
});
afterAll(() => serving.close());

// MLflow is not installed for these: what they need of Python is nothing.
const LOCAL = { env_manager: 'local' };

async function ready(name: string): Promise<void> {
  await eventually(async () => {
    const { body } = await serving.deployments('GET', `/${name}`);
    return (body['deployment'] as { state: string }).state === 'ready' ? true : undefined;
  }, `${name} is ready`);
}

test('a model is deployed, answers, and is removed', async () => {
  const created = await serving.deployments('POST', '', {
    name: 'first',
    model_uri: 'models:/m/1',
    ...LOCAL,
  });
  expect(created.status).toBe(201);
  expect(created.body['deployment']).toMatchObject({
    name: 'first',
    model_uri: 'models:/m/1',
    state: 'pending',
    env_manager: 'local',
    workers: 1,
    endpoint: '/deployments/first/invocations',
    versions: [{ version: '1', model_name: 'm', model_version: '1', role: 'candidate', weight: 100 }],
  });
  await ready('first');
  expect(await serving.invoke('first')).toBe('one');
  expect((await serving.call('GET', '/deployments/first/ping')).status).toBe(200);
  expect((await serving.call('GET', '/deployments/first/health')).status).toBe(200);
  const version = await fetch(`${serving.url}/deployments/first/version`);
  expect(await version.text()).toBe('3.17.2');

  const logs = await serving.deployments('GET', '/first/logs');
  expect(logs.headers.get('content-type')).toMatch('text/plain');
  expect(logs.body['text']).toMatch(/version 1: Loading the model\n.*loads with 1 workers\n.*\n.*Ready\n$/);

  const stats = await serving.deployments('GET', '/first/stats');
  expect(stats.body).toMatchObject({
    name: 'first',
    versions: [{ version: '1', role: 'live', requests: 1, errors: 0, requests_by_status: { 200: 1 } }],
  });
  const metrics = await (await fetch(`${serving.url}/metrics`)).text();
  expect(metrics).toMatch(
    'millrace_deployment_requests_total{deployment="first",version="1",status="200"} 1',
  );
  expect(metrics).toMatch(
    'millrace_deployment_request_duration_seconds_count{deployment="first",version="1"} 1',
  );

  expect((await serving.deployments('DELETE', '/first')).status).toBe(200);
  await eventually(async () => (openScorers.length === 0 ? true : undefined), 'the scorer is stopped');
  expect(await serving.invoke('first')).toMatch(/^404 There is no deployment named 'first'/);
});

test('workers are changed beside those that answer', async () => {
  await serving.deployments('POST', '', { name: 'scaled', model_uri: 'models:/m/1', ...LOCAL });
  await ready('scaled');
  const scaled = await serving.deployments('POST', '/scaled/scale', { workers: 3 });
  expect(scaled.body['deployment']).toMatchObject({ workers: 3, state: 'ready' });
  await eventually(async () => {
    expect(await serving.invoke('scaled')).toBe('one');
    const { body } = await serving.deployments('GET', '/scaled/stats');
    return (body['versions'] as { workers: number }[])[0]?.workers === 3 ? true : undefined;
  }, 'three workers');
  await serving.deployments('DELETE', '/scaled');
});

test('deployments are listed in pages', async () => {
  for (const name of ['p-1', 'p-2', 'p-3'])
    await serving.deployments('POST', '', { name, model_uri: 'models:/m/1', ...LOCAL });
  const names: string[] = [];
  let token = '';
  do {
    const { body } = await serving.deployments('GET', `?max_results=2&page_token=${token}`);
    names.push(...(body['deployments'] as { name: string }[]).map(({ name }) => name));
    token = (body['next_page_token'] ?? '') as string;
  } while (token !== '');
  expect(names).toEqual(['p-1', 'p-2', 'p-3']);
  for (const name of names) await serving.deployments('DELETE', `/${name}`);
});

const GOOD = { name: 'good', model_uri: 'models:/m/1' };

test.each([
  [{}, "'name' is missing"],
  [{ ...GOOD, name: '../x' }, "'name' must be 1 to 63"],
  [{ ...GOOD, name: 7 }, "'name' must be"],
  [{ ...GOOD, model_uri: 's3://b/m' }, "'model_uri' must be the URI of a model"],
  [{ ...GOOD, model_uri: 'runs:/x' }, '\'model_uri\' "runs:/x" is no model of a run'],
  [{ ...GOOD, model_uri: 'models:/m/1/2' }, 'Not a proper models:/ URI'],
  [{ ...GOOD, env_manager: 'conda' }, "'env_manager' must be one of local, uv, virtualenv"],
  [{ ...GOOD, workers: 0 }, "'workers' must be a whole number of worker processes from 1 to 64"],
  [{ ...GOOD, workers: 1.5 }, "'workers' must be"],
  [{ ...GOOD, workers: '2' }, "'workers' must be"],
  [{ ...GOOD, max_batch: 1e9, timeout_ms: -1 }, /'max_batch' must be .*; 'timeout_ms' must be/],
  [{ ...GOOD, typo: 1 }, "'typo' is no field of this request"],
  [[], 'The request body must be a JSON object'],
])('%j is refused, and what is wrong is named', async (body, message) => {
  const answer = await serving.deployments('POST', '', body);
  expect(answer.status).toBe(400);
  expect(answer.body['error_code']).toBe('INVALID_PARAMETER_VALUE');
  expect(answer.body['message']).toMatch(message);
});

test.each([
  ['GET', '/nobody', undefined, 404, "no deployment named 'nobody'"],
  ['DELETE', '/nobody', undefined, 404, "no deployment named 'nobody'"],
  ['PATCH', '/nobody', { workers: 2 }, 404, "no deployment named 'nobody'"],
  ['PATCH', '/nobody', {}, 400, 'must name at least one field'],
  ['GET', '?max_results=0', undefined, 400, "'max_results' must be"],
  ['GET', '?page_token=%2A', undefined, 400, "'page_token' must be"],
  ['GET', '/nobody/logs?tail=x', undefined, 400, "'tail' must be"],
  ['POST', '', { ...GOOD, model_uri: 'models:/m/9' }, 404, 'version=9'],
  ['POST', '', { ...GOOD, model_uri: 'models:/m@nobody' }, 400, 'alias nobody not found'],
  ['POST', '', { ...GOOD, model_uri: `runs:/${'0'.repeat(32)}/model` }, 404, 'Run with id='],
])('%s %s %j answers %s', async (method, path, body, status, message) => {
  const answer = await serving.deployments(method, path, body);
  expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
});

test('a name is taken once, and a create with a key is carried out once', async () => {
  const create = (): Promise<Response> =>
    fetch(`${serving.url}/api/millrace/deployments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k-1' },
      body: JSON.stringify({ name: 'once', model_uri: 'models:/m/1', ...LOCAL }),
    });
  const [first, second] = [await create(), await create()];
  expect([first.status, second.status]).toEqual([201, 201]);
  const again = await serving.deployments('POST', '', { name: 'once', model_uri: 'models:/m/1' });
  expect(again).toMatchObject({ status: 400, body: { error_code: 'RESOURCE_ALREADY_EXISTS' } });
});

test('the document of the API describes what a create takes', async () => {
  const document = await (await fetch(`${serving.url}/docs/openapi.json`)).json();
  const post = (document as { paths: Record<string, { post: Record<string, never> }> }).paths[
    '/api/millrace/deployments'
  ]?.post;
  expect(post).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { required: ['name', 'model_uri'] } } } },
  });
});
