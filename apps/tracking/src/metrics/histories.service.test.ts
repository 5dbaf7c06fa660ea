import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { historiesReply } from './histories-reply.ts';
import { readHistoriesRequest } from './histories-request.ts';
import { HistoriesRepository } from './histories.repository.ts';
import { HistoriesService, type SeriesLine } from './histories.service.ts';
import { seriesPointsSql } from './series-points-sql.ts';

const START = 1_700_000_000_000;
const [first, second] = [randomUUID(), randomUUID()].map((id) => id.replaceAll('-', '')) as [string, string];

let testDatabase: TestDatabase;
let database: Database;
let histories: HistoriesService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  histories = new HistoriesService(new HistoriesRepository(database));
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, artifact_uri, start_ms)
     SELECT id, 0, '', '', 'RUNNING', '', $2 FROM unnest($1::uuid[]) AS id`,
    [[first, second], START],
  );
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

/** Logs points n = 0 to `count` - 1 of a metric: SQL expressions of n for step and value; a point each second. */
async function fill(runId: string, key: string, count: number, value = 'n', step = 'n'): Promise<void> {
  await database.query(
    `WITH series AS (
       INSERT INTO metric_series (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
       VALUES ($1, $2, 0, 0, 0, 0) RETURNING series_id)
     INSERT INTO metric_points (series_id, timestamp_ms, step, value)
     SELECT series_id, $4::int8 + n::int8 * 1000, ${step}, ${value} FROM series, generate_series(0, $3::int - 1) AS n`,
    [runId, key, count, START],
  );
}

function read(request: object): Promise<SeriesLine[]> {
  const signal = new AbortController().signal;
  return histories.lines(readHistoriesRequest({ run_ids: [first, second], ...request }), signal);
}

const xs = (line: SeriesLine | undefined): number[] => line?.points.map(({ x }) => x) ?? [];

describe('histories of runs and metrics', () => {
  it('come in the order that was asked for, without what is not there', async () => {
    await fill(first, 'a', 3);
    await fill(second, 'a', 2);
    await fill(second, 'b', 1);
    const lines = await read({
      run_ids: [second, 'no-run', first, second],
      metric_keys: ['b', 'a', 'none', 'x\u0000'],
    });
    expect(lines.map(({ series }) => [series.runId, series.key])).toEqual([
      [second, 'b'],
      [second, 'a'],
      [first, 'a'],
    ]);
    expect(lines[2]).toMatchObject({ total: 3, stretches: undefined, isCut: false });
    expect(lines[2]?.points[1]).toEqual({ x: 1, step: 1, time: START + 1000, value: 1 });
  });

  it('are read page by page, however long they are, with their extremes', async () => {
    await fill(first, 'long', 120_000, 'CASE WHEN n = 77777 THEN -5 WHEN n = 50000 THEN 1e6 ELSE n % 10 END');
    const [line] = await read({ metric_keys: ['long'], max_points: 100 });
    expect(line?.total).toBe(120_000);
    expect(line?.points.length).toBeLessThanOrEqual(100);
    expect([xs(line)[0], xs(line).at(-1)]).toEqual([0, 119_999]);
    expect(line?.points.find(({ value }) => value === -5)?.step).toBe(77_777);
    expect(line?.points.find(({ value }) => value === 1e6)?.step).toBe(50_000);
    expect(line?.stretches?.reduce((sum, { count }) => sum + count, 0)).toBe(120_000);
  });

  it('go on behind a point that differs from the last of a page in its value alone, NaN among them', async () => {
    // The first page ends with the NaN at step 0, behind 49,999 numbers.
    await fill(
      first,
      'same',
      60_000,
      "CASE n WHEN 49999 THEN 'NaN' ELSE (n % 50000)::float8 END",
      'n / 50000::int',
    );
    await database.query(
      `UPDATE metric_points SET timestamp_ms = $1
       WHERE series_id = (SELECT series_id FROM metric_series WHERE key = 'same')`,
      [START],
    );
    const [line] = await read({ metric_keys: ['same'], max_points: 20 });
    expect(line?.total).toBe(60_000);
  });

  it('are cut to a range of the x axis', async () => {
    await fill(first, 'range', 100, 'n', 'n * 10');
    expect(xs((await read({ metric_keys: ['range'], from: 95, to: 130 }))[0])).toEqual([100, 110, 120, 130]);
    const time = { metric_keys: ['range'], x: 'time', from: START + 1500, to: START + 3000 };
    expect(xs((await read(time))[0])).toEqual([START + 2000, START + 3000]);
    const relative = { metric_keys: ['range'], x: 'relative', from: 97_500 };
    expect(xs((await read(relative))[0])).toEqual([98_000, 99_000]);
    expect(xs((await read({ metric_keys: ['range'], from: -1e300, to: 1e300 }))[0])).toHaveLength(100);
  });

  it('stand over the value that another metric had at their step or before', async () => {
    await fill(first, 'loss', 8);
    await fill(first, 'epoch', 3, 'n + 0.5', '2 + n * 3');
    const request = { metric_keys: ['loss'], x: 'metric', x_key: 'epoch' };
    const [line, none] = await read(request);
    expect(line?.points.map(({ x, step }) => [x, step])).toEqual([
      [0.5, 2],
      [0.5, 3],
      [0.5, 4],
      [1.5, 5],
      [1.5, 6],
      [1.5, 7],
    ]);
    expect(none).toBeUndefined();
    expect((await read({ ...request, from: 1 }))[0]?.points).toHaveLength(3);
  });

  it('are written as columns, with null for NaN', async () => {
    await fill(first, 'nan', 3, "CASE n WHEN 1 THEN 'NaN' ELSE 1.7976931348623157e308 END");
    const reply = JSON.parse(historiesReply(await read({ metric_keys: ['nan'] }), 'step')) as object;
    expect(reply).toEqual({
      lines: [
        {
          run_id: first,
          key: 'nan',
          total: 3,
          start: START,
          step: [0, 1, 2],
          time: [0, 1000, 2000],
          value: [Number.MAX_VALUE, null, Number.MAX_VALUE],
        },
      ],
    });
  });

  it('stop being read when nobody waits for them', async () => {
    const gone = AbortSignal.abort();
    expect(
      await histories.lines(readHistoriesRequest({ run_ids: [first], metric_keys: ['a'] }), gone),
    ).toEqual([]);
  });

  it('are read from the index alone, in its order', async () => {
    await database.query('VACUUM ANALYZE metric_points');
    const [series] = await new HistoriesRepository(database).series([first], ['long']);
    if (!series) throw new Error('The series is missing.');
    const sql = seriesPointsSql([{ series, range: {}, behind: undefined }], 50_000);
    const plan = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Only Scan using metric_points_pkey');
    expect(text).not.toContain('Sort');
  });
});

describe('a request for histories', () => {
  const valid = { run_ids: [first], metric_keys: ['a'] };

  it.each([
    [{ ...valid, run_ids: [] }, 'run_ids'],
    [{ ...valid, run_ids: Array.from({ length: 201 }, () => first) }, 'run_ids'],
    [{ ...valid, metric_keys: ['x'.repeat(1001)] }, 'metric_keys.0'],
    [{ ...valid, max_points: 1 }, 'max_points'],
    [{ ...valid, x: 'metric' }, 'x_key'],
    [{ ...valid, x_key: 'a' }, 'x_key'],
    [{ ...valid, from: 2, to: 1 }, 'to'],
    [{ ...valid, from: 'now' }, 'from'],
    [
      { run_ids: [...Array(100).keys()].map(String), metric_keys: ['a', 'b'], max_points: 5000 },
      'max_points',
    ],
    [
      { run_ids: [...Array(200).keys()].map(String), metric_keys: ['a', 'b', 'c', 'd', 'e', 'f'] },
      'metric_keys',
    ],
    [[], 'body'],
    [undefined, 'run_ids'],
  ])('that is wrong is refused with the name of the field: %#', (body, field) => {
    expect(() => readHistoriesRequest(body)).toThrow(`'${field}'`);
  });
});
