import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { openStores, type Stores } from '@millrace/artifact-stores/store/stores';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../database/test/test-database.ts';
import { carryOut, planRemoval } from './collect.ts';
import { removeExpired } from './remove-expired.ts';
import { readAge, type Selection } from './selection.ts';

const OLD = 'a'.repeat(32);
const NEW = 'b'.repeat(32);
const ACTIVE = 'c'.repeat(32);
const REGISTERED = 'd'.repeat(32);
const INSIDE = 'e'.repeat(32);
const DAY_MS = 86_400_000;
const NOW = 1000 * DAY_MS;

let testDatabase: TestDatabase;
let pool: pg.Pool;
let database: Database;
let stores: Stores;
let folder: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = openPool(testDatabase.url);
  database = new Database(pool);
  folder = await mkdtemp(join(tmpdir(), 'millrace-retention-'));
  stores = await openStores(ArtifactSettings.parse({ MILLRACE_ARTIFACT_ROOT: folder }));
});
afterAll(async () => {
  await stores.close();
  await pool.end();
  await testDatabase.drop();
  await rm(folder, { recursive: true, force: true });
});

const put = (path: string): Promise<void> => stores.root.put(path, Readable.from([Buffer.from('x')]));

beforeEach(async () => {
  await pool.query(
    'TRUNCATE experiments, runs, logged_models, registered_models, metric_points, traces, datasets CASCADE',
  );
  await pool.query(
    `INSERT INTO experiments (experiment_id, name, artifact_location, created_ms, updated_ms, deleted_ms) VALUES
       (1, 'kept', 'mlflow-artifacts:/1', 0, 0, NULL), (2, 'gone', 'mlflow-artifacts:/2', 0, 0, $1)`,
    [NOW - 40 * DAY_MS],
  );
  const run = (id: string, experiment: number, deletedMs: number | null): Promise<unknown> =>
    pool.query(
      `INSERT INTO runs (run_id, experiment_id, name, user_id, status, artifact_uri, deleted_ms)
       VALUES ($1, $2, 'r', '', 'FINISHED', $3, $4)`,
      [id, experiment, `mlflow-artifacts:/${experiment}/${id}/artifacts`, deletedMs],
    );
  await run(OLD, 1, NOW - 31 * DAY_MS);
  await run(NEW, 1, NOW - DAY_MS);
  await run(ACTIVE, 1, null);
  await run(REGISTERED, 1, NOW - 31 * DAY_MS);
  await run(INSIDE, 2, null);
  for (const id of [OLD, NEW, ACTIVE, REGISTERED]) await put(`1/${id}/artifacts/model/weights.bin`);
  await put(`2/${INSIDE}/artifacts/a.txt`);
  await put('2/models/m-1/artifacts/b.txt');
  await pool.query(
    `INSERT INTO params (run_id, key, value, experiment_id) SELECT run_id, 'p', '1', experiment_id FROM runs`,
  );
  await pool.query(
    `INSERT INTO metric_series (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id) SELECT run_id, 'm', 1, 0, 0, experiment_id FROM runs`,
  );
  await pool.query(
    'INSERT INTO metric_points (series_id, timestamp_ms, step, value) SELECT series_id, 0, 0, 1 FROM metric_series',
  );
  await pool.query(
    `INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, status, created_ms, updated_ms)
     VALUES ('m-1', 2, 'm', 'mlflow-artifacts:/2/models/m-1/artifacts', 2, 0, 0)`,
  );
  await pool.query(`INSERT INTO registered_models (name, created_ms, updated_ms) VALUES ('champion', 0, 0)`);
  await pool.query(
    `INSERT INTO model_versions (name, version, created_ms, updated_ms, stage, status, run_id) VALUES ('champion', 3, 0, 0, 'None', 'READY', $1)`,
    [REGISTERED],
  );
});

async function collect(
  selection: Selection,
): Promise<{ removed: string[]; kept: string[]; failed: string[] }> {
  const plan = await planRemoval(database, selection, NOW);
  const { removed, failed } = await carryOut(plan, database, stores, () => undefined);
  const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
  return { removed: ids(removed), kept: ids(plan.keep), failed: failed.map(({ why }) => why) };
}

const runs = async (): Promise<string[]> =>
  (
    await pool.query<{ id: string }>(`SELECT replace(run_id::text, '-', '') AS id FROM runs ORDER BY 1`)
  ).rows.map(({ id }) => id);
const there = async (path: string): Promise<boolean> => (await stores.root.list(path)).length > 0;

test('what was deleted long enough ago goes, with rows and artifacts; the rest stays as it was', async () => {
  const outcome = await collect({ olderThanMs: readAge('30d') });
  expect(outcome).toEqual({ removed: ['2', OLD], kept: [REGISTERED], failed: [] });
  expect(await runs()).toEqual([NEW, ACTIVE, REGISTERED]);
  for (const table of ['params', 'metric_series', 'metric_points']) {
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*) FROM ${table}`);
    expect([table, rows[0]?.count]).toEqual([table, 3]);
  }
  expect((await pool.query('SELECT FROM logged_models')).rowCount).toBe(0);
  expect(
    await Promise.all(
      [`1/${OLD}/artifacts`, '2', `1/${NEW}/artifacts`, `1/${REGISTERED}/artifacts`].map(there),
    ),
  ).toEqual([false, false, true, true]);
});

test('looking changes nothing, and a version of a registered model can be given up', async () => {
  const selection = { olderThanMs: 0, runIds: [REGISTERED], registeredToo: true };
  expect(await planRemoval(database, selection, NOW)).toMatchObject({
    remove: [{ registered: 'champion/3' }],
    keep: [],
  });
  expect(await runs()).toHaveLength(5);
  expect((await collect(selection)).removed).toEqual([REGISTERED]);
});

test.each([
  [{ olderThanMs: 0, runIds: [ACTIVE] }, `The run '${ACTIVE}' is active`],
  [{ olderThanMs: 0, runIds: ['f'.repeat(32)] }, `There is no run '${'f'.repeat(32)}'`],
  [{ olderThanMs: 0, runIds: ["'; DROP TABLE runs"] }, 'is not the id of a run'],
  [{ olderThanMs: 2 * DAY_MS, runIds: [NEW] }, 'was deleted later than --older-than allows'],
  [{ olderThanMs: 0, experimentIds: ['1'] }, "The experiment '1' is active"],
])('%j is refused', async (selection, sentence) => {
  await expect(planRemoval(database, selection, NOW)).rejects.toThrow(sentence);
});

test('broken off by the artifact store, it is finished the next time, and cannot be restored meanwhile', async () => {
  const broken = jest.spyOn(stores.root, 'delete').mockRejectedValueOnce(new Error('no route to the store'));
  expect(await collect({ olderThanMs: 0, runIds: [OLD] })).toMatchObject({
    removed: [],
    failed: ['no route to the store'],
  });
  broken.mockRestore();
  const { rows } = await pool.query<{ deleted_ms: number }>('SELECT deleted_ms FROM runs WHERE run_id = $1', [
    OLD,
  ]);
  expect(rows[0]?.deleted_ms).toBeLessThan(0);
  expect((await collect({ olderThanMs: readAge('900d') })).removed).toEqual([OLD]);
  expect(await there(`1/${OLD}/artifacts`)).toBe(false);
});

test('two at once do it once, and by the setting it happens by itself', async () => {
  const [one, other] = await Promise.all([collect({ olderThanMs: 0 }), collect({ olderThanMs: 0 })]);
  expect([...one.failed, ...other.failed]).toEqual([]);
  expect([...one.removed, ...other.removed].toSorted()).toEqual(['2', NEW, OLD].toSorted());
  await pool.query('UPDATE runs SET deleted_ms = 1 WHERE run_id = $1', [ACTIVE]);
  const lines: string[] = [];
  const logger = {
    log: (line: string) => void lines.push(line),
    warn: (line: string) => void lines.push(line),
  };
  await removeExpired({ databaseUrl: testDatabase.url, days: 30, stores, logger });
  expect(lines).toEqual(['Removed 1 that were deleted 30 days ago or earlier']);
});

test.each([
  ['30d', 30 * DAY_MS],
  ['8h', 8 * 3_600_000],
  ['2d8h5m20s', 2 * DAY_MS + 8 * 3_600_000 + 320_000],
  ['1.5d', 1.5 * DAY_MS],
])('the age %s is %d ms', (text, age) => expect(readAge(text)).toBe(age));

test.each(['', '30', 'd', '1..2d', '-1d'])("'%s' is no age", (text) =>
  expect(() => readAge(text)).toThrow('An age is written as'),
);
