import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { isLater } from './latest-point.ts';
import type { MetricPoint, RunWrite } from './run-write.ts';
import { RunWrites } from './run-writes.ts';

let testDatabase: TestDatabase;
let database: Database;
// Two of them stand for two processes on one database.
let here: RunWrites;
let there: RunWrites;
let runId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  here = new RunWrites(database);
  there = new RunWrites(database);
});

afterAll(async () => {
  await Promise.all([here.onApplicationShutdown(), there.onApplicationShutdown()]);
  await database.pool.end();
  await testDatabase.drop();
});

beforeEach(async () => {
  runId = await newRun();
});

async function newRun(deletedMs: number | null = null): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, deleted_ms, artifact_uri)
     VALUES ($1, 0, 'r', '', 'RUNNING', $2, '')`,
    [id, deletedMs],
  );
  return id.replaceAll('-', '');
}

function write(fields: Partial<RunWrite>): RunWrite {
  return { runId, points: [], params: [], tags: [], modelMetrics: [], modelsFirst: false, ...fields };
}

function point(key: string, value: number, step = 0, timestampMs = 0): MetricPoint {
  return { key, value, step, timestampMs };
}

async function latest(key: string): Promise<object | undefined> {
  const [row] = await database.query<{ value: number; step: number; timestampMs: number }>(
    `SELECT latest_value AS value, latest_step AS step, latest_timestamp_ms AS "timestampMs"
     FROM metric_series WHERE run_id = $1 AND key = $2`,
    [runId, key],
  );
  return row && { key, ...row };
}

async function count(table: string): Promise<number> {
  const of = table === 'metric_points' ? 'metric_points JOIN metric_series USING (series_id)' : table;
  const [row] = await database.query<{ count: number }>(`SELECT count(*) FROM ${of} WHERE run_id = $1`, [
    runId,
  ]);
  return row?.count ?? 0;
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('points', () => {
  it('keeps every point and the latest of each metric, whatever the order and however many write', async () => {
    const values = [NaN, -1, 0, 1, Number.MAX_VALUE, -Number.MAX_VALUE];
    const points = Array.from({ length: 600 }, (_, index) =>
      point(`m${index % 3}`, values[index % 6] as number, Math.floor(Math.random() * 4), index % 5),
    );
    const distinct = new Set(points.map((each) => Object.values(each).join()));
    await Promise.all(
      points.map((each, index) => (index % 2 ? here : there).submit(write({ points: [each] }))),
    );
    expect(await count('metric_points')).toBe(distinct.size);
    for (const key of ['m0', 'm1', 'm2']) {
      const stored = (await latest(key)) as MetricPoint;
      expect(points.filter((each) => each.key === key && isLater(each, stored))).toEqual([]);
    }
  });

  it('does not deadlock when two processes write the same metrics in other orders, with and without the rest', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
    await Promise.all(
      Array.from({ length: 40 }, (_, step) => {
        const points = shuffled(keys).map((key) => point(key, step, step));
        const tags = step % 4 === 0 ? shuffled(keys).map((key) => ({ key, value: `${step}` })) : [];
        const params = step % 8 === 0 ? shuffled(keys).map((key) => ({ key, value: 'same' })) : [];
        return (step % 2 ? here : there).submit(write({ points, tags, params }));
      }),
    );
    expect(await count('metric_points')).toBe(40 * keys.length);
    expect(await latest('k59')).toEqual(point('k59', 39, 39));
    expect(await count('params')).toBe(keys.length);
  });

  it('takes points that come after the last for new, and still keeps each once when they are not', async () => {
    const steps = (from: number, to: number): RunWrite =>
      write({
        points: Array.from({ length: to - from }, (_, index) => point('m', 1, from + index, from + index)),
      });
    for (const by of [here, there]) {
      // What `there` takes for new after its first write is there.
      for (const from of [0, 10, 20]) await by.submit(steps(from, from + 10));
      await by.submit(steps(25, 35));
      await by.submit(steps(0, 40));
      expect(await count('metric_points')).toBe(40);
    }
    await Promise.all([
      here.submit(steps(40, 60)),
      there.submit(steps(50, 70)),
      here.submit(write({ points: [point('m', 1, 45, 45), point('m', 1, 45, 45)] })),
    ]);
    await here.submit(write({ points: [point('m', 1, 70, 70)] }));
    await there.submit(write({ points: [point('m', 1, 71, 71)], tags: [{ key: 't', value: '' }] }));
    await here.submit(steps(68, 80));
    await there.submit(steps(68, 80));
    expect(await count('metric_points')).toBe(80);
    expect(await latest('m')).toEqual(point('m', 1, 79, 79));
  });

  it('takes NaN for 0 when it looks for the latest, and the first of two that tie', async () => {
    await here.submit(write({ points: [point('a', NaN), point('a', 0)] }));
    await here.submit(write({ points: [point('b', 0), point('b', NaN)], tags: [{ key: 't', value: '' }] }));
    await here.submit(write({ points: [point('b', NaN)] }));
    await here.submit(write({ points: [point('c', NaN)] }));
    await here.submit(write({ points: [point('c', 1), point('c', -1)] }));
    expect(await latest('a')).toEqual(point('a', NaN));
    expect(await latest('b')).toEqual(point('b', 0));
    expect(await latest('c')).toEqual(point('c', 1));
  });
});

describe('a point by itself', () => {
  it('is kept as in a group', async () => {
    const edge = point('e', -Number.MAX_VALUE, 0, 2 ** 53 - 1);
    for (const each of [point('a', NaN), point('a', 0), point('a', -1), point('a', 1, 0, 1), edge, edge])
      await here.submit(write({ points: [each] }));
    await here.submit(write({ points: [{ ...point('l', 1), step: -(2n ** 63n) }] }));
    expect(await latest('a')).toEqual(point('a', 1, 0, 1));
    expect(await latest('e')).toEqual(edge);
    expect(await latest('l')).toMatchObject({ step: -(2n ** 63n) });
    expect(await count('metric_points')).toBe(6);
  });

  it('is refused for a deleted and for an unknown run', async () => {
    const deleted = await newRun(1);
    const missing = randomUUID().replaceAll('-', '');
    const log = (id: string): Promise<unknown> => here.submit(write({ runId: id, points: [point('m', 1)] }));
    await expect(log(deleted)).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
    await expect(log(missing)).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
  });
});

describe('refusals', () => {
  it('touches only the writes they are for', async () => {
    const deleted = await newRun(1);
    const missing = randomUUID().replaceAll('-', '');
    const outcomes = await Promise.allSettled([
      here.submit(write({ points: [point('m', 1)] })),
      here.submit(write({ runId: deleted, points: [point('m', 1)] })),
      here.submit(write({ runId: missing, points: [point('m', 1)] })),
      here.submit(write({ params: [{ key: 'p', value: '1' }] })),
      here.submit(write({ runId: missing, params: [{ key: 'p', value: '1' }] })),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(outcomes[1]).toMatchObject({ reason: { errorCode: 'INVALID_PARAMETER_VALUE' } });
    expect(outcomes[2]).toMatchObject({ reason: { errorCode: 'RESOURCE_DOES_NOT_EXIST' } });
    expect(await latest('m')).toEqual(point('m', 1));
  });

  it('writes nothing of a batch with a changed parameter', async () => {
    await here.submit(write({ params: [{ key: 'p', value: 'old' }] }));
    const changed = await here.submit(
      write({
        points: [point('m', 1)],
        params: [
          { key: 'new', value: '1' },
          { key: 'p', value: 'new' },
        ],
        tags: [{ key: 't', value: '1' }],
      }),
    );
    expect(changed).toEqual(new Map([['p', 'old']]));
    expect([await count('params'), await count('metric_points'), await count('run_tags')]).toEqual([1, 0, 0]);
  });

  it('lets one of many values win a parameter, and tells the others which', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? here : there).submit(write({ params: [{ key: 'p', value: `${index % 10}` }] })),
      ),
    );
    const [row] = await database.query<{ value: string }>('SELECT value FROM params WHERE run_id = $1', [
      runId,
    ]);
    expect(outcomes.filter((changed) => changed === undefined)).toHaveLength(4);
    for (const changed of outcomes) if (changed) expect(changed).toEqual(new Map([['p', row?.value]]));
  });

  it('writes a batch up to its tags when a metric names an unknown logged model, a single metric not at all', async () => {
    const modelMetrics = [{ ...point('m', 1), modelId: 'm-none', datasetName: null, datasetDigest: null }];
    const batch = write({ points: [point('m', 1)], tags: [{ key: 't', value: '' }], modelMetrics });
    const single = write({ points: [point('n', 1)], modelMetrics, modelsFirst: true });
    await expect(here.submit(batch)).rejects.toMatchObject({ errorCode: 'BAD_REQUEST' });
    await expect(here.submit(single)).rejects.toMatchObject({ errorCode: 'BAD_REQUEST' });
    expect([await count('metric_points'), await count('run_tags')]).toEqual([1, 0]);
  });
});

describe('tags', () => {
  it('keeps the last of several values, and names the run by mlflow.runName', async () => {
    await Promise.all(
      ['1', '2', '3'].map((value) =>
        here.submit(
          write({
            tags: [
              { key: 't', value },
              { key: 'mlflow.runName', value },
            ],
          }),
        ),
      ),
    );
    const [row] = await database.query<{ name: string; value: string }>(
      `SELECT r.name, t.value FROM runs r JOIN run_tags t USING (run_id) WHERE run_id = $1 AND key = 't'`,
      [runId],
    );
    expect(row).toEqual({ name: '3', value: '3' });
  });
});
