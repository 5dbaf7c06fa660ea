import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { ScorersRepository } from './scorers.repository.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

it('gives every version its own number, also to versions that are registered at the same time', async () => {
  const scorers = new ScorersRepository(database);
  const added = await Promise.all(
    Array.from({ length: 10 }, () => scorers.addVersion(0, 'judge', '{}', Date.now())),
  );
  expect(added.map(({ version }) => version).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(new Set(added.map(({ scorer_id }) => scorer_id)).size).toBe(1);
  expect(await scorers.find(0, 'judge')).toMatchObject({ version: 10 });
});
