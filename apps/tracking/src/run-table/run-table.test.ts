import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { StoreSettings } from '@millrace/service-stores/store-settings';
import { trackingService } from '../tracking-service.ts';

let testDatabase: TestDatabase;
let service: RunningService;
let experiment: string;
const ids: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await runService({
    name: 'tracking',
    settings: HttpSettings.extend(StoreSettings.shape),
    environment: { PORT: '0', DATABASE_URL: testDatabase.url, MILLRACE_LOG_LEVEL: 'error' },
    modules: trackingService,
    prepare: startMessageHandlers,
    started: () => undefined,
  });
  experiment = (await post<{ experiment_id: string }>('2.0/mlflow/experiments/create', { name: 'e' }))
    .experiment_id;
  await fill();
});
afterAll(async () => {
  await service.stop();
  await testDatabase.drop();
});

/** Three runs: `lr` differs, `seed` is the same, `extra` is one's alone; the second is a child of the first. */
async function fill(): Promise<void> {
  for (const [index, lr] of ['0.1', '0.2', '0.3'].entries()) {
    const { run } = await post<{ run: { info: { run_id: string } } }>('2.0/mlflow/runs/create', {
      experiment_id: experiment,
      run_name: `r${index}`,
      start_time: 1_700_000_000_000 + index,
      user_id: 'ada',
      tags: index === 1 ? [{ key: 'mlflow.parentRunId', value: ids[0] }] : [],
    });
    ids.push(run.info.run_id);
    const metric = (key: string, value: number | string, step: number): object => ({
      key,
      value,
      step,
      timestamp: step,
    });
    await post('2.0/mlflow/runs/log-batch', {
      run_id: run.info.run_id,
      params: [
        { key: 'lr', value: lr },
        { key: 'seed', value: '7' },
        ...(index === 2 ? [{ key: 'extra', value: 'a,"b"\nc' }] : []),
      ],
      metrics: [
        metric('loss', 3, 0),
        metric('loss', 1 + index, 1),
        metric('loss', index === 2 ? 'NaN' : 2, 2),
        metric('same', 1, 0),
      ],
    });
  }
}

async function call(method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${service.url}/api/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}
async function post<Reply>(path: string, body: object): Promise<Reply> {
  const answer = await call('POST', path, body);
  const json: unknown = await answer.json();
  if (!answer.ok) throw new Error(JSON.stringify(json));
  return json as Reply;
}
const get = async <Reply>(path: string): Promise<Reply> => (await (await call('GET', path)).json()) as Reply;

describe('rows', () => {
  test('come in order, page by page, with their parents', async () => {
    const body = { experiment_ids: [experiment], order_by: ['params.lr DESC'], max_results: 2 };
    const first = await post<{ rows: unknown[][]; next_page_token: string }>('millrace/runs/rows', body);
    expect(first.rows).toEqual([
      [ids[2], 'r2', 'RUNNING', 1_700_000_000_002, null, 'ada', null, experiment],
      [ids[1], 'r1', 'RUNNING', 1_700_000_000_001, null, 'ada', ids[0], experiment],
    ]);
    const second = await post<{ rows: unknown[][] }>('millrace/runs/rows', {
      ...body,
      page_token: first.next_page_token,
    });
    expect(second.rows.map(([id]) => id)).toEqual([ids[0]]);
    expect(second).not.toHaveProperty('next_page_token');
  });

  test.each([
    [{}, 'experiment_ids'],
    [{ experiment_ids: ['0'], max_results: 50_001 }, 'max_results'],
    [{ experiment_ids: ['0'], filter: 'metrics.loss >' }, 'Invalid'],
  ])('%j is refused', async (body, named) => {
    const answer = await call('POST', 'millrace/runs/rows', body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(named)]);
  });
});

describe('cells', () => {
  test('hold the last, least, greatest value and the one at a step', async () => {
    const loss = { kind: 'METRIC', key: 'loss' };
    const reply = await post('millrace/runs/cells', {
      run_ids: [ids[2], ids[0], '0'.repeat(32)],
      columns: [
        loss,
        { ...loss, at: 'MIN' },
        { ...loss, at: 'MAX' },
        { ...loss, at: 'STEP', step: 1 },
        { kind: 'PARAM', key: 'lr' },
        { kind: 'TAG', key: 'mlflow.runName' },
        { kind: 'PARAM', key: 'nobody-has-it' },
      ],
    });
    expect(reply).toEqual({
      columns: [
        ['NaN', 2, null],
        [3, 1, null],
        [3, 3, null],
        [3, 1, null],
        ['0.3', '0.1', null],
        ['r2', 'r0', null],
        [null, null, null],
      ],
    });
  });

  test.each([
    [{ run_ids: ['x'], columns: [{ kind: 'PARAM', key: 'lr' }] }, 'run_ids'],
    [{ run_ids: ['a'.repeat(32)], columns: [{ key: 'lr' }] }, 'columns[0]'],
    [{ run_ids: ['a'.repeat(32)], columns: [{ kind: 'METRIC', key: 'l', at: 'STEP' }] }, 'step'],
  ])('%j is refused', async (body, named) => {
    const answer = await call('POST', 'millrace/runs/cells', body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(named)]);
  });
});

test('varying keys are those that differ, or that some lack', async () => {
  const query = { experiment_ids: [experiment] };
  expect(await post('millrace/runs/varying-keys', query)).toMatchObject({
    metrics: ['loss'],
    params: ['extra', 'lr'],
  });
  const narrowed = { ...query, filter: "params.lr = '0.1'" };
  expect(await post('millrace/runs/varying-keys', narrowed)).toEqual({ metrics: [], params: [], tags: [] });
});

test('keys and values of an experiment', async () => {
  const keys = await get(`millrace/experiments/keys?experiment_ids=${experiment}&experiment_ids=0`);
  expect(keys).toEqual({
    metrics: ['loss', 'same'],
    params: ['extra', 'lr', 'seed'],
    tags: ['mlflow.parentRunId', 'mlflow.runName'],
  });
  const values = (query: string): Promise<unknown> =>
    get(`millrace/experiments/values?experiment_ids=${experiment}&${query}`);
  expect(await values('kind=PARAM&key=seed')).toEqual({ values: [{ value: '7', runs: 3 }] });
  expect(await values('kind=PARAM&key=lr&contains=.2')).toEqual({ values: [{ value: '0.2', runs: 1 }] });
  expect(await values('kind=PARAM&key=lr&contains=%25')).toEqual({ values: [] });
  expect(await values('kind=ATTRIBUTE&key=user_id')).toEqual({ values: [{ value: 'ada', runs: 3 }] });
  expect(await values('kind=ATTRIBUTE&key=nothing')).toMatchObject({
    message: expect.stringContaining('key'),
  });
  expect(await get(`millrace/experiments/run-counts?experiment_ids=${experiment}`)).toEqual({
    counts: [
      { experiment_id: experiment, active: 3, deleted: 0, running: 3, last_start_ms: 1_700_000_000_002 },
    ],
  });
});

test('exports hold every run, and every point', async () => {
  const query = `experiment_ids=${experiment}&order_by=params.lr&filter=${encodeURIComponent("params.lr != '0.1'")}`;
  const answer = await call('GET', `millrace/runs/export?${query}`);
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="runs-of-experiment-\d+\.csv"$/,
  );
  const text = await answer.text();
  expect(text.split('\r\n')[0]).toBe(
    'run_id,run_name,experiment_id,status,start_time,end_time,user,params.extra,params.lr,params.seed,' +
      'metrics.loss,metrics.same,tags.mlflow.parentRunId,tags.mlflow.runName',
  );
  expect(text).toContain(
    `${ids[2]},r2,${experiment},RUNNING,2023-11-14T22:13:20.002Z,,ada,"a,""b""\nc",0.3,7,NaN,1,,r2\r\n`,
  );
  const histories = await (await call('GET', `millrace/runs/export?what=HISTORIES&${query}`)).text();
  expect(histories.trim().split('\r\n')).toHaveLength(1 + 2 * 4);
  expect(histories).toContain(`${ids[1]},r1,loss,1,1970-01-01T00:00:00.001Z,2\r\n`);
  expect((await call('GET', `millrace/runs/export?experiment_ids=${experiment}&filter=x`)).status).toBe(400);
});

test('only deleted runs are purged, with their points', async () => {
  const [kept, gone] = [ids[0] as string, ids[1] as string];
  await post('2.0/mlflow/runs/delete', { run_id: gone });
  expect(await post('millrace/runs/purge', { run_ids: [kept, gone, 'f'.repeat(32)] })).toEqual({ purged: 1 });
  expect((await call('GET', `2.0/mlflow/runs/get?run_id=${gone}`)).status).toBe(404);
  expect((await call('GET', `2.0/mlflow/runs/get?run_id=${kept}`)).status).toBe(200);
  expect((await call('POST', 'millrace/runs/purge', { run_ids: Array(501).fill(kept) })).status).toBe(400);
});

describe('saved views', () => {
  const content = { columns: [{ kind: 'METRIC', key: 'loss' }], filter: "tags.a = 'ü'" };

  test('are kept, listed by name, changed and deleted', async () => {
    const made = await post<{ view: { view_id: string } }>('millrace/views', {
      name: ' Best runs ',
      experiment_ids: [experiment],
      content,
    });
    const path = `millrace/views/${made.view.view_id}`;
    expect(await get(path)).toMatchObject({
      view: { name: 'Best runs', experiment_ids: [experiment], content },
    });
    await post('millrace/views', { experiment_ids: [experiment], content });
    const listed = await get<{ views: object[] }>(`millrace/views?experiment_id=${experiment}`);
    expect(listed.views).toEqual([expect.objectContaining({ name: 'Best runs' })]);
    expect(await get('millrace/views?experiment_id=0')).toEqual({ views: [] });
    await call('PATCH', path, { content: { a: 1 } });
    expect(await get(path)).toMatchObject({ view: { name: 'Best runs', content: { a: 1 } } });
    expect((await call('DELETE', path, {})).status).toBe(200);
    expect((await call('GET', path)).status).toBe(404);
  });

  test.each([
    [{ experiment_ids: [], content }, 'experiment_ids'],
    [{ experiment_ids: ['0'] }, 'content'],
    [{ experiment_ids: ['0'], content: { a: 'x'.repeat(300_000) } }, 'content'],
    [{ experiment_ids: ['0'], content, name: 'n'.repeat(251) }, 'name'],
  ])('are refused when something is wrong (%#)', async (body, named) => {
    const answer = await call('POST', 'millrace/views', body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(named)]);
  });

  test('an id that is none is not there', async () => {
    expect((await call('GET', 'millrace/views/nothing')).status).toBe(404);
    expect((await call('DELETE', 'millrace/views/%00', {})).status).toBe(404);
  });
});
