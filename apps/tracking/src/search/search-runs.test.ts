import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import { SearchRuns } from '@millrace/contracts/tracking/runs';
import { parseMessage } from '@millrace/contracts/wire/parse-message';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { SearchRunsRepository } from './search-runs.repository.ts';
import { SearchRunsService } from './search-runs.service.ts';

interface FoundRun {
  readonly info: { readonly run_name: string };
  readonly data: {
    readonly metrics?: readonly { readonly key: string; readonly value: unknown }[];
    readonly params?: readonly { readonly key: string }[];
    readonly tags?: readonly { readonly key: string }[];
  };
}
interface Found {
  readonly runs?: readonly FoundRun[];
  readonly next_page_token?: string;
  readonly count?: number;
}

let testDatabase: TestDatabase;
let database: Database;
let service: SearchRunsService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  service = new SearchRunsService(new SearchRunsRepository(database));
  await database.query(
    `INSERT INTO experiments (experiment_id, name, artifact_location, created_ms, updated_ms)
     SELECT i, 'e' || i, '', 0, 0 FROM unnest(ARRAY[11, 12, 13, 14]) AS e(i)`,
  );
  await fill();
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

/** Experiments 11 and 12: 40 runs each, many of them alike in what they may be sorted by. 13: runs told apart by name. */
async function fill(): Promise<void> {
  for (let index = 0; index < 80; index++) {
    const tie = index % 7;
    const loss = tie === 0 ? undefined : tie === 1 ? NaN : tie;
    await addRun(index < 40 ? 11 : 12, `r${index}`, {
      startMs: 1000 + (index % 10),
      endMs: index % 3 === 0 ? null : index % 5,
      metrics: loss === undefined ? {} : { loss },
      params: index % 4 === 0 ? {} : { lr: `${index % 4}` },
    });
  }
  await addRun(13, 'plain', { metrics: { loss: 1 }, params: { opt: 'adam' }, tags: { team: 'a\\_b%' } });
  await addRun(13, 'nan', { metrics: { loss: NaN }, params: { opt: 'Adam' }, tags: { team: 'axb' } });
  await addRun(13, 'huge', { metrics: { loss: 1.7976931348623157e308 }, params: { opt: 'ÄDAM' } });
  await addRun(13, 'empty', { params: { opt: '' } });
  await addRun(13, 'bare', {});
}

interface NewRun {
  readonly startMs?: number;
  readonly endMs?: number | null;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

async function addRun(experimentId: number, name: string, run: NewRun): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, start_ms, end_ms, artifact_uri)
     VALUES ($1, $2, $3, 'u', 'RUNNING', $4, $5, '')`,
    [id, experimentId, name, run.startMs ?? 0, run.endMs ?? null],
  );
  for (const [key, value] of Object.entries(run.metrics ?? {}))
    await database.query(
      `INSERT INTO metric_series (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
       VALUES ($1, $2, $3, 0, 0, $4)`,
      [id, key, value, experimentId],
    );
  for (const [table, values] of [
    ['params', run.params],
    ['run_tags', run.tags],
  ] as const)
    for (const [key, value] of Object.entries(values ?? {}))
      await database.query(
        `INSERT INTO ${table} (run_id, key, value, experiment_id) VALUES ($1, $2, $3, $4)`,
        [id, key, value, experimentId],
      );
  return id;
}

async function search(fields: Record<string, unknown>): Promise<Found> {
  const { message, complete } = parseMessage(SearchRuns, fields);
  expect(complete).toBe(true);
  const answer = await service.search(message);
  const bytes = Buffer.isBuffer(answer) ? answer : Buffer.concat(await Array.fromAsync(answer));
  return JSON.parse(bytes.toString()) as Found;
}

const names = ({ runs = [] }: Found): string[] => runs.map((run) => run.info.run_name);

async function walk(fields: Record<string, unknown>): Promise<string[]> {
  const all: string[] = [];
  let page_token: string | undefined;
  do {
    const found = await search({ ...fields, ...(page_token ? { page_token } : {}) });
    all.push(...names(found));
    page_token = found.next_page_token;
  } while (page_token);
  return all;
}

describe('pages put together are the whole, in order', () => {
  const orders = [
    [],
    ['start_time'],
    ['end_time'],
    ['end_time DESC'],
    ['metrics.loss'],
    ['metrics.loss DESC'],
    ['metrics.never DESC'],
    ['params.lr'],
    ['params.lr DESC', 'metrics.loss DESC', 'start_time'],
    ['status', 'run_name DESC'],
    ['run_id DESC'],
  ];
  test.each(
    orders.flatMap((order) => [[order, ['11']] as const, [order, ['12', '11', '14', '11']] as const]),
  )('by %j of %j', async (order_by, experiment_ids) => {
    const fields = { experiment_ids, order_by };
    const whole = names(await search(fields));
    expect(whole).toHaveLength(experiment_ids.length === 1 ? 40 : 80);
    expect(new Set(whole).size).toBe(whole.length);
    expect(await walk({ ...fields, max_results: 7 })).toEqual(whole);
  });

  test('numbers, then NaN, then runs without the metric, in both directions', async () => {
    const values = async (order: string): Promise<unknown[]> => {
      const { runs = [] } = await search({ experiment_ids: ['11'], order_by: [order] });
      return runs.map((run) => run.data.metrics?.[0]?.value ?? 'none');
    };
    const kinds = (found: readonly unknown[]): string[] =>
      found.map((each) => (typeof each === 'number' ? 'number' : String(each)));
    const ascending = await values('metrics.loss');
    const descending = await values('metrics.loss DESC');
    expect(kinds(ascending)).toEqual(kinds(descending));
    expect([...new Set(kinds(ascending))]).toEqual(['number', 'NaN', 'none']);
    const numbers = ascending.filter((each) => typeof each === 'number');
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(descending.filter((each) => typeof each === 'number')).toEqual(numbers.toReversed());
  });

  test('a run that comes or goes between two pages shifts no other', async () => {
    const first = await search({ experiment_ids: ['11'], max_results: 10 });
    const rest = await walk({ experiment_ids: ['11'], page_token: first.next_page_token });
    const id = await addRun(11, 'late', { startMs: 9_999_999 });
    expect(await walk({ experiment_ids: ['11'], page_token: first.next_page_token })).toEqual(rest);
    await database.query('DELETE FROM runs WHERE run_id = $1', [id]);
  });

  test.each([
    { filter: 'metrics.loss > 1' },
    { order_by: ['start_time'] },
    { run_view_type: 'ALL' },
    { experiment_ids: ['12'] },
  ])('a token is refused with %j, which it was not made for', async (other) => {
    const { next_page_token: page_token } = await search({ experiment_ids: ['11'], max_results: 5 });
    await expect(search({ experiment_ids: ['11'], page_token, ...other })).rejects.toThrow(MlflowError);
  });
});

test('a page of more runs than are made at once comes whole', async () => {
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, start_ms, artifact_uri)
     SELECT gen_random_uuid(), 14, 'm' || i, '', 'RUNNING', i, '' FROM generate_series(1, 4500) AS i`,
  );
  const found = await search({ experiment_ids: ['14'], max_results: 4400 });
  expect(names(found)).toEqual(Array.from({ length: 4400 }, (_, index) => `m${4500 - index}`));
  const rest = await search({ experiment_ids: ['14'], max_results: 4400, page_token: found.next_page_token });
  expect(names(rest)).toHaveLength(100);
  await database.query('DELETE FROM runs WHERE experiment_id = 14');
});

describe('what a filter finds', () => {
  test.each([
    ['metrics.loss > 0', ['huge', 'plain']],
    ['metrics.loss >= 1e308', ['huge']],
    ['metrics.loss != 1', ['huge', 'nan']],
    ['metrics.loss < 2', ['plain']],
    ['NOT metrics.loss > 0', ['bare', 'empty', 'nan']],
    ['NOT (metrics.loss > 0 OR params.opt IS NULL)', ['empty', 'nan']],
    ["params.opt != 'adam'", ['empty', 'huge', 'nan']],
    ["NOT params.opt = 'adam'", ['bare', 'empty', 'huge', 'nan']],
    ["params.opt LIKE 'a%'", ['plain']],
    ["params.opt ILIKE 'ad_m'", ['nan', 'plain']],
    ["params.opt ILIKE 'äDAM'", []],
    ["params.opt = '' OR tags.team LIKE 'a%'", ['empty', 'nan', 'plain']],
    ["tags.team LIKE 'a_b'", ['nan']],
    ["tags.team LIKE 'a\\_b%'", ['plain']],
    ['tags.team IS NULL', ['bare', 'empty', 'huge']],
    ['end_time != 5', []],
    ['start_time = 0', ['bare', 'empty', 'huge', 'nan', 'plain']],
    ['start_time < 99999999999999999999', ['bare', 'empty', 'huge', 'nan', 'plain']],
    ['start_time > -0.5', ['bare', 'empty', 'huge', 'nan', 'plain']],
    ["run_id != 'nosuch' AND run_name = 'bare'", ['bare']],
    ["run_id NOT IN ('nosuch') AND run_name = 'bare'", ['bare']],
    ["run_id IN ('nosuch', 'NULL')", []],
    ["dataset.name != 'x'", []],
  ])('%s', async (filter, expected) => {
    const fields = { experiment_ids: ['13'], filter };
    expect(names(await search(fields)).toSorted()).toEqual(expected);
    expect(await search({ ...fields, count_only: true })).toEqual({ count: expected.length });
  });

  test.each([
    "params.a = 'x\0y'",
    `params.a LIKE '${'%a'.repeat(200)}'`,
    `params.a LIKE '${'a'.repeat(20_000)}'`,
  ])('a filter that would cost too much or cannot be is refused', async (filter) => {
    await expect(search({ experiment_ids: ['13'], filter })).rejects.toMatchObject({ httpStatus: 400 });
  });

  test('500 clauses are answered', async () => {
    const filter = Array.from({ length: 500 }, (_, index) => `params.p${index} IS NULL`).join(' OR ');
    expect(names(await search({ experiment_ids: ['13'], filter }))).toHaveLength(5);
    await expect(
      search({ experiment_ids: ['13'], filter: `${filter} OR params.x IS NULL` }),
    ).rejects.toMatchObject({ httpStatus: 400 });
  });
});

describe('a lean search', () => {
  const keys = ({ runs = [] }: Found): (string[] | undefined)[] => {
    const data = runs[0]?.data;
    return [data?.metrics, data?.params, data?.tags].map((list) => list?.map(({ key }) => key));
  };
  test.each([
    [{}, [undefined, undefined, undefined]],
    [{ metrics: ['loss', 'never'] }, [['loss'], undefined, undefined]],
    [{ metrics: ['*'], params: ['opt'] }, [['loss'], ['opt'], undefined]],
    [{ tags: ['*', 'a\0'] }, [undefined, undefined, ['team']]],
  ])('with the fields %j', async (fields, expected) => {
    expect(keys(await search({ experiment_ids: ['13'], filter: "run_name = 'plain'", fields }))).toEqual(
      expected,
    );
  });
});
