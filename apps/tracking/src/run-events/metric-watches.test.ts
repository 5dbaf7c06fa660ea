import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { conditionText, type EventCondition } from '@millrace/contracts/messages/event-condition';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import type { Demand } from '@millrace/messaging/demands/event-demands';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import type { RunWrite } from '../batch/run-write.ts';
import { RunWrites } from '../batch/run-writes.ts';
import { MetricWatches } from './metric-watches.ts';

let testDatabase: TestDatabase;
let database: Database;
let demands: Demand[];
const callbacks: (() => void)[] = [];
// Each with what it remembers: they stand for two processes on one database.
let watches: [MetricWatches, MetricWatches];
let writes: [RunWrites, RunWrites];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  const source = { of: () => demands, onChange: (callback: () => void) => void callbacks.push(callback) };
  watches = [new MetricWatches(source), new MetricWatches(source)];
  writes = [new RunWrites(database, watches[0]), new RunWrites(database, watches[1])];
});

afterAll(async () => {
  await Promise.all(writes.map((each) => each.onApplicationShutdown()));
  await database.pool.end();
  await testDatabase.drop();
});

beforeEach(async () => {
  await database.query('DELETE FROM outbox_events');
  await database.query('DELETE FROM event_demands');
  demands = [];
});

async function watch(condition: EventCondition): Promise<string> {
  const demand = {
    id: randomUUID(),
    owner: 'hook',
    event: 'metric.crossed',
    condition: conditionText(condition),
  };
  await database.query('INSERT INTO event_demands VALUES ($1, $2, $3, $4, true)', Object.values(demand));
  demands.push(demand);
  for (const callback of callbacks) callback();
  return demand.id;
}

async function newRun(deletedMs: number | null = null): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, deleted_ms, artifact_uri)
     VALUES ($1, 0, 'r', '', 'RUNNING', $2, '')`,
    [id, deletedMs],
  );
  return id.replaceAll('-', '');
}

function write(runId: string, ...values: number[]): RunWrite {
  const points = values.map((value, step) => ({ key: 'accuracy', value, step, timestampMs: 0 }));
  return { runId, points, params: [], tags: [], modelMetrics: [], modelsFirst: false };
}

async function told(): Promise<{ runId: string; value: number }[]> {
  const rows = await database.query<{ payload: { runId: string; value: number } }>(
    'SELECT payload FROM outbox_events ORDER BY id',
  );
  return rows.map(({ payload: { runId, value } }) => ({ runId, value }));
}

const ACCURATE = { metric_key: 'accuracy', comparator: '>', value: 0.9 } as const;

it.each([
  ['>', [0.9, NaN, -Number.MAX_VALUE], [0.91, Number.MAX_VALUE]],
  ['>=', [0.89, NaN], [0.9]],
  ['<', [0.9, NaN, Number.MAX_VALUE], [0.89, -Number.MAX_VALUE]],
  ['<=', [0.91, NaN], [0.9]],
] as const)('%s 0.9: not past %j, past %j', async (comparator, notPast, past) => {
  await watch({ ...ACCURATE, comparator });
  const runId = await newRun();
  expect(watches[0].crossingsOf([write(runId, ...notPast)])).toEqual([]);
  for (const value of past) expect(watches[0].crossingsOf([write(runId, value)])).toHaveLength(1);
});

it('finds the first value of each run in a group, and nothing once that is told', async () => {
  await watch(ACCURATE);
  const [one, two] = [await newRun(), await newRun()];
  const group = [write(one, 0.5, 0.95, 0.99), write(two, 0.92), write(one, 0.96)];
  const crossings = watches[0].crossingsOf(group);
  expect(crossings.map(({ write: { runId }, point }) => [runId, point.value])).toEqual([
    [one, 0.95],
    [two, 0.92],
  ]);
  watches[0].remember(crossings);
  expect(watches[0].crossingsOf(group)).toEqual([]);
  expect(watches[1].crossingsOf(group)).toHaveLength(2);
});

it('tells of a crossing once although both processes see it, and the points are all kept', async () => {
  await watch(ACCURATE);
  const runId = await newRun();
  await Promise.all(
    Array.from({ length: 40 }, (_, step) =>
      writes[step % 2 ? 0 : 1].submit({
        ...write(runId),
        points: [{ key: 'accuracy', value: 1, step, timestampMs: 0 }],
      }),
    ),
  );
  expect(await told()).toEqual([{ runId, value: 1 }]);
  const [row] = await database.query<{ count: number }>(
    'SELECT count(*) FROM metric_points JOIN metric_series USING (series_id) WHERE run_id = $1',
    [runId],
  );
  expect(row?.count).toBe(40);
});

it('tells nothing of points that were refused, and of them once they are taken', async () => {
  await watch(ACCURATE);
  const runId = await newRun(5);
  await expect(writes[0].submit(write(runId, 0.95))).rejects.toThrow();
  expect(await told()).toEqual([]);
  await database.query('UPDATE runs SET deleted_ms = NULL WHERE run_id = $1', [runId]);
  await writes[0].submit(write(runId, 0.96));
  expect(await told()).toEqual([{ runId, value: 0.96 }]);
});

it('tells nothing of another experiment, nor for a demand that is gone or silent', async () => {
  await watch({ ...ACCURATE, experiment_id: 12345 });
  const [silent, gone] = [await watch(ACCURATE), await watch({ ...ACCURATE, value: 0.8 })];
  await database.query('UPDATE event_demands SET active = false WHERE demand_id = $1', [silent]);
  await database.query('DELETE FROM event_demands WHERE demand_id = $1', [gone]);
  const runId = await newRun();
  await writes[0].submit(write(runId, 0.95));
  expect(await told()).toEqual([]);
});
