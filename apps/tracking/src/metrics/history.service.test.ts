import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseJson } from '@millrace/contracts/wire/json';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { HistoryRepository } from './history.repository.ts';
import { HistoryService } from './history.service.ts';

interface Point {
  readonly value: number | 'NaN';
  readonly step: number;
}

let testDatabase: TestDatabase;
let database: Database;
let history: HistoryService;
const runId = randomUUID().replaceAll('-', '');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  history = new HistoryService(new HistoryRepository(database));
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, artifact_uri) VALUES ($1, 0, '', '', 'RUNNING', '')`,
    [runId],
  );
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

/** Logs points 0 to `count` - 1, `perTime` of them at each time; each fifth value is NaN. */
async function fill(key: string, count: number, perTime = 1): Promise<void> {
  await database.query(
    `WITH series AS (
       INSERT INTO metric_series (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
       VALUES ($1, $2, 0, 0, 0, 0) RETURNING series_id)
     INSERT INTO metric_points (series_id, timestamp_ms, step, value)
     SELECT series_id, n / $4::int, n / $4::int, CASE WHEN n % 5 = 4 THEN 'NaN' ELSE (n - 2)::float8 END
     FROM series, generate_series(0, $3::int - 1) AS n
     ON CONFLICT DO NOTHING`,
    [runId, key, count, perTime],
  );
}

function pointsOf(json: string): Point[] {
  return (parseJson(json) as { metrics?: Point[] }).metrics ?? [];
}

async function all(key: string): Promise<Point[]> {
  const pieces: string[] = [];
  for await (const piece of history.all(runId, key, 0)) pieces.push(piece);
  return pointsOf(pieces.join(''));
}

describe('a whole history', () => {
  it('comes in pieces that make one answer, whatever stands where one piece ends', async () => {
    // 7 points at each time, so that pieces end among points which only their values tell apart, NaN among them.
    await fill('long', 45_000, 7);
    const points = await all('long');
    expect(points).toHaveLength(
      45_000 - 45_000 / 5 + new Set(points.filter((p) => p.value === 'NaN').map((p) => p.step)).size,
    );
    const order = points.map(({ step, value }) => [
      step,
      value === 'NaN' ? 0 : value,
      value === 'NaN' ? 1 : 0,
    ]);
    const sorted = order.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
    expect(order).toEqual(sorted);
  });

  it('is the same as its pages', async () => {
    await fill('paged', 50, 7);
    const pages: Point[] = [];
    for (let offset = 0, more = true; more; offset += 6) {
      const page = await history.page(runId, 'paged', offset, 6);
      pages.push(...pointsOf(page));
      more = page.includes('next_page_token');
    }
    expect(pages).toEqual(await all('paged'));
  });

  it('is empty for what is not there', async () => {
    expect(await all('none')).toEqual([]);
    expect(await history.page('../x', 'paged', 0, 10)).toBe('{}');
  });
});

describe('a sample', () => {
  it('holds the first point of each of so many equal parts, and the very last in place of the last part', async () => {
    for (const total of [1, 2, 5, 24, 25, 26, 100, 101, 199]) {
      const key = `s${total}`;
      await database.query(
        `WITH series AS (
           INSERT INTO metric_series (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
           VALUES ($1, $2, 0, 0, 0, 0) RETURNING series_id)
         INSERT INTO metric_points (series_id, timestamp_ms, step, value)
         SELECT series_id, 0, n, n FROM series, generate_series(0, $3::int - 1) AS n`,
        [runId, key, total],
      );
      for (const size of [1, 2, 3, 7, 25, 100]) {
        const steps = pointsOf(await history.sample([runId], key, size, undefined)).map(({ step }) => step);
        expect([total, size, ...steps]).toEqual([total, size, ...expectedSample(total, size)]);
      }
    }
  });

  it('repeats a run that was asked for twice, and looks at the asked steps only', async () => {
    const twice = pointsOf(await history.sample([runId, runId], 's100', 1, { first: 10, last: 20 }));
    expect(twice.map(({ step }) => step)).toEqual([20, 20]);
  });
});

function expectedSample(total: number, size: number): number[] {
  if (total <= size) return Array.from({ length: total }, (_, step) => step);
  const starts: number[] = [];
  for (let part = 0, at = 0; part < size; part += 1) {
    starts.push(at);
    at += Math.floor(total / size) + (part < total % size ? 1 : 0);
  }
  starts[starts.length - 1] = total - 1;
  return starts;
}
