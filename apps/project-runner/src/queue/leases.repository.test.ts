import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { ProjectRunsRepository } from '../project-runs/project-runs.repository.ts';
import { LeasesRepository } from './leases.repository.ts';

let testDatabase: TestDatabase;
let pool: pg.Pool;
let leases: LeasesRepository;
let runs: ProjectRunsRepository;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = openPool(testDatabase.url);
  const database = new Database(pool);
  leases = new LeasesRepository(database);
  runs = new ProjectRunsRepository(database);
});
afterAll(async () => {
  await pool.end();
  await testDatabase.drop();
});
beforeEach(async () => {
  await pool.query('DELETE FROM project_runs');
});

const ME = randomUUID();
const OTHER = randomUUID();
const ANY = { executors: ['process'], perUser: undefined };

async function queue(name: string, change: object = {}): Promise<string> {
  const runId = randomUUID().replaceAll('-', '');
  await runs.insert(runId, CreateProjectRun.parse({ uri: `/${name}`, ...change }), Date.now());
  return runId;
}
const claimed = async (owner = ME, perUser?: number): Promise<string | undefined> =>
  (await leases.claim(owner, 60, { executors: ['process'], perUser }))?.uri.slice(1);

test('the least priority comes first, then the oldest', async () => {
  await queue('a');
  await new Promise((resolve) => setTimeout(resolve, 2));
  await queue('b');
  await queue('urgent', { priority: 1 });
  expect([await claimed(), await claimed(), await claimed(), await claimed()]).toEqual([
    'urgent',
    'a',
    'b',
    undefined,
  ]);
});

test('many claims at once never take the same run', async () => {
  for (let index = 0; index < 30; index += 1) await queue(`run-${index}`);
  const owners = Array.from({ length: 40 }, () => randomUUID());
  const taken = (await Promise.all(owners.map((owner) => claimed(owner)))).filter(
    (name) => name !== undefined,
  );
  expect(taken).toHaveLength(30);
  expect(new Set(taken).size).toBe(30);
});

test('a user has no more at once than is allowed', async () => {
  for (const name of ['a1', 'a2', 'a3']) await queue(name, { user_id: 'ada', priority: 1 });
  const bob = await queue('b1', { user_id: 'bob' });
  const taken = await Promise.all([claimed(ME, 2), claimed(OTHER, 2), claimed(ME, 2), claimed(OTHER, 2)]);
  expect(taken.map((name) => name?.charAt(0) ?? '-').toSorted()).toEqual(['-', 'a', 'a', 'b']);
  await leases.change({ runId: bob, owner: ME }, { state: 'finished' });
  expect(await claimed(ME, 2)).toBeUndefined();
});

test('a lease that has run out is anybody’s, and its owner can change nothing any more', async () => {
  const runId = await queue('a');
  const lease = { runId, owner: ME };
  await leases.claim(ME, 0, ANY);
  await leases.change(lease, { state: 'running', startedMs: 1 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await leases.claim(OTHER, 60, ANY)).toMatchObject({ runId, state: 'running', attempts: 1 });
  expect(await leases.renew(lease, 60)).toBeUndefined();
  expect(await leases.change(lease, { state: 'finished' })).toBe(false);
  expect(await leases.renew({ runId, owner: OTHER }, 60)).toBe(false);
});

test('a lease that has run out while its owner is at the run is not taken over by the owner itself', async () => {
  const runId = await queue('a');
  await leases.claim(ME, 0, ANY);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await leases.claim(ME, 60, { ...ANY, underWay: [runId] })).toBeUndefined();
  expect(await leases.renew({ runId, owner: ME }, 0)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 5));
  // One that it is at no more, since it failed in itself.
  expect(await leases.claim(ME, 60, ANY)).toMatchObject({ runId, attempts: 1 });
});

test('one that is tried again waits first, unless it is cancelled', async () => {
  const runId = await queue('a');
  await leases.claim(ME, 60, ANY);
  await leases.change({ runId, owner: ME }, { state: 'queued', failures: 1, delayMs: 60_000 });
  expect(await claimed()).toBeUndefined();
  await runs.cancel(runId);
  expect(await leases.claim(OTHER, 60, ANY)).toMatchObject({ cancelled: true, failures: 1 });
});
