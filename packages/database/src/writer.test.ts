import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { openPool } from './pool.ts';
import { isDatabaseUnavailable } from './sql-state.ts';
import { Writer } from './writer.ts';

let database: TestDatabase;
let main: pg.Pool;
let writer: Writer;
beforeAll(async () => {
  database = await createTestDatabase();
  main = openPool(database.url);
});
afterAll(async () => {
  await main.end();
  await database.drop();
});
beforeEach(() => {
  writer = new Writer(main);
});
afterEach(() => writer.close());

async function processId(): Promise<number> {
  const [row] = await writer.run<{ id: number }>('id', 'SELECT pg_backend_pid() AS id', []);
  return row?.id ?? 0;
}

test('statements run on one connection', async () => {
  expect(await processId()).toBe(await processId());
});

test('a transaction runs on the same connection, and what follows it', async () => {
  const before = await processId();
  const within = await writer.together(async ({ run }) =>
    run<{ id: number }>('id', 'SELECT pg_backend_pid() AS id', []),
  );
  expect([within[0]?.id, await processId()]).toEqual([before, before]);
});

test('a statement that fails leaves the connection as it was', async () => {
  const before = await processId();
  await expect(writer.run('wrong', 'SELECT 1 / $1::int', ['0'])).rejects.toThrow('division by zero');
  expect(await processId()).toBe(before);
});

test('a connection that PostgreSQL ends is replaced, whether it was in use or idle', async () => {
  const first = await processId();
  const sleeping = writer.run('sleep', 'SELECT pg_sleep(10)', []);
  const outcome = sleeping.then(() => undefined, isDatabaseUnavailable);
  await main.query('SELECT pg_terminate_backend($1)', [first]);
  expect(await outcome).toBe(true);
  const second = await processId();
  expect(second).not.toBe(first);
  await main.query('SELECT pg_terminate_backend($1, 5000)', [second]);
  // The end is known when it has been read.
  await main.query('SELECT pg_sleep(0.05)');
  expect(await processId()).not.toBe(second);
});

test('a connection that cannot be had is asked for again', async () => {
  const nowhere = openPool(`${database.url.split('?')[0]}?host=/nowhere`);
  const lost = new Writer(nowhere);
  for (const name of ['a', 'b']) await expect(lost.run(name, 'SELECT 1', [])).rejects.toThrow('ENOENT');
  await lost.close();
  await nowhere.end();
});
