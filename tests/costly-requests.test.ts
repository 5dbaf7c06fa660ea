import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startTestPostgres, type PostgresServer } from '../packages/database/test/postgres-server.ts';
import { type Millrace, startMillrace } from './support/millrace.ts';

// Requests that would cost much if they were taken at their word: each gets a clear error or its answer, and the server stays small.
const RUNS = 50_000;
const MOST_RESIDENT_BYTES = 700 * 1024 * 1024;

let postgres: PostgresServer;
let millrace: Millrace;

beforeAll(async () => {
  postgres = await startTestPostgres();
  millrace = await startMillrace({ environment: { DATABASE_URL: postgres.url } });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, start_ms, artifact_uri)
     SELECT gen_random_uuid(), 0, 'run ' || i, 'u', 'FINISHED', i, 'mlflow-artifacts:/0' FROM generate_series(1, ${RUNS}) AS i`,
  );
  await client.query(
    `INSERT INTO params (run_id, key, value, experiment_id) SELECT run_id, 'p', repeat('a', 300), 0 FROM runs`,
  );
  await client.end();
}, 60_000);

afterAll(async () => {
  await millrace.stop();
  await postgres.stop();
});

interface Answer {
  readonly status: number;
  readonly body: {
    readonly error_code?: string;
    readonly message?: string;
    readonly runs?: readonly { readonly info: { readonly run_name: string } }[];
    readonly next_page_token?: string;
  };
}

async function post(path: string, body: string | object): Promise<Answer> {
  const answer = await fetch(`${millrace.url}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

const search = (body: object): Promise<Answer> =>
  post('runs/search', { experiment_ids: ['0'], max_results: 10, ...body });

describe('a filter', () => {
  test.each([
    ['of 100 KB in one value', `params.p = '${'x'.repeat(100_000)}'`, 200],
    ['of 100 KB of clauses', Array.from({ length: 5000 }, () => "params.p = 'xyz'").join(' AND '), 400],
    ['of 10,000 nested parentheses', `${'('.repeat(10_000)}params.p = 'x'${')'.repeat(10_000)}`, 400],
    ['of 10,000 NOTs', `${'NOT '.repeat(10_000)}params.p = 'x'`, 400],
    ['with a pattern that would backtrack', `params.p LIKE '${'%a'.repeat(30)}b'`, 200],
    ['with a pattern of thousands of wildcards', `params.p LIKE '${'%a'.repeat(5000)}b'`, 400],
  ])(
    '%s',
    async (_, filter, status) => {
      const answer = await search({ filter });
      expect(answer.status).toBe(status);
      if (status === 400) expect(answer.body.message).toMatch(/\w/);
    },
    40_000,
  );
});

describe('a page token', () => {
  test.each([
    ['that is no token', 'forged'],
    ['that is another server’s', Buffer.from('{"offset": 10}').toString('base64')],
    ['that is very long', 'A'.repeat(1_000_000)],
  ])('%s is refused, or taken for what it says', async (_, page_token) => {
    const answer = await search({ page_token });
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 400) expect(answer.body.error_code).toBe('INVALID_PARAMETER_VALUE');
  });

  test('of another query is refused', async () => {
    const { body } = await search({});
    const answer = await search({ page_token: body.next_page_token, filter: "params.p = 'x'" });
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } });
  });
});

test('a page of 50,000 runs comes whole, and a larger one is refused', async () => {
  const { body } = await search({ max_results: RUNS });
  expect(body.runs).toHaveLength(RUNS);
  expect(body.runs?.at(-1)?.info.run_name).toBe('run 1');
  expect((await search({ max_results: RUNS + 1 })).status).toBe(400);
}, 60_000);

test('1,000,001 metrics in a body are refused', async () => {
  const [{ info }] = (await search({ max_results: 1 })).body.runs as unknown as [
    { info: { run_id: string } },
  ];
  const metrics = '{"key":"m","value":1,"timestamp":1},'.repeat(1_000_000);
  const answer = await post(
    'runs/log-batch',
    `{"run_id":"${info.run_id}","metrics":[${metrics}{"key":"m","value":1,"timestamp":1}]}`,
  );
  expect(answer.status).toBe(400);
  expect(answer.body.message).toMatch(/at most/);
}, 60_000);

test('after all of it the server is still small', async () => {
  const metrics = await (await fetch(`${millrace.url}/metrics`)).text();
  const resident = Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]);
  expect(resident).toBeLessThan(MOST_RESIDENT_BYTES);
});
