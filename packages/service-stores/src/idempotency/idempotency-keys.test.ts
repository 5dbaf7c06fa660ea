import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import type { KeyedRequest } from '@millrace/service-kit/idempotency/keyed-request';
import { createTestDatabase, type TestDatabase } from '../../../database/test/test-database.ts';
import { dropExpiredKeys } from './drop-expired-keys.ts';
import { IdempotencyKeys } from './idempotency-keys.ts';

let testDatabase: TestDatabase;
let database: Database;
// They stand for two processes on one database.
let here: IdempotencyKeys;
let there: IdempotencyKeys;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  const options = { keepSeconds: 3600, patienceMs: 300, reservedSeconds: 60 };
  here = new IdempotencyKeys(database, options);
  there = new IdempotencyKeys(database, options);
});

afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await database.pool.end();
  await testDatabase.drop();
});

let keys = 0;
function request(body = 'body', key = `key-${(keys += 1)}`): KeyedRequest {
  return { key, fingerprint: createHash('sha256').update(body).digest() };
}

/** Makes an experiment, through the database and not the transaction, as a handler does. */
async function makeExperiment(name: string): Promise<string> {
  const [row] = await database.query<{ experiment_id: number }>(
    `INSERT INTO experiments (name, artifact_location, created_ms, updated_ms) VALUES ($1, '', 0, 0) RETURNING experiment_id`,
    [name],
  );
  return JSON.stringify(row);
}

async function count(name: string): Promise<number> {
  const [row] = await database.query<{ count: number }>('SELECT count(*) FROM experiments WHERE name = $1', [
    name,
  ]);
  return row?.count ?? 0;
}

async function age(key: string, seconds: number): Promise<void> {
  const older =
    'UPDATE idempotency_keys SET created_at = created_at - make_interval(secs => $2) WHERE key = $1';
  await database.query(older, [key, seconds]);
}

it('makes a thing once, also when many ask for it at once in two processes', async () => {
  const asked = request();
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      (index % 2 ? here : there).inTransaction(asked, () => makeExperiment('once')),
    ),
  );
  expect(await count('once')).toBe(1);
  expect(new Set(outcomes.map((outcome) => (outcome as { answer: string }).answer)).size).toBe(1);
  expect(outcomes.filter((outcome) => (outcome as { replayed: boolean }).replayed)).toHaveLength(11);
  expect(await there.inTransaction(request('another body', asked.key), () => makeExperiment('other'))).toBe(
    'other-request',
  );
  expect(await count('other')).toBe(0);
});

it('undoes all that a handler did when it fails, and keeps no key', async () => {
  const asked = request();
  const failing = here.inTransaction(asked, async () => {
    await makeExperiment('undone');
    throw new Error('not this time');
  });
  await expect(failing).rejects.toThrow('not this time');
  expect(await count('undone')).toBe(0);
  expect(await here.inTransaction(asked, () => makeExperiment('undone'))).toMatchObject({ replayed: false });
});

it('goes on after a transaction within it that failed, and after statements at once', async () => {
  const outcome = await here.inTransaction(request(), async () => {
    await makeExperiment('outer');
    const inner = database.transaction(async (transaction) => {
      await makeExperiment('inner');
      await transaction.query('SELECT 1 / 0');
    });
    await expect(inner).rejects.toThrow('division by zero');
    await Promise.all([makeExperiment('first'), makeExperiment('second')]);
    return 'done';
  });
  expect(outcome).toEqual({ answer: 'done', replayed: false });
  expect(await Promise.all(['outer', 'inner', 'first', 'second'].map(count))).toEqual([1, 0, 1, 1]);
});

it('runs what must come after the commit after it, and not when there is none', async () => {
  const seen: number[] = [];
  const look = async (): Promise<void> => void seen.push(await count('committed'));
  await here.inTransaction(request(), async () => {
    const answer = await makeExperiment('committed');
    await database.afterCommit(look);
    expect(seen).toEqual([]);
    return answer;
  });
  expect(seen).toEqual([1]);
  const failing = here.inTransaction(request(), async () => {
    await database.afterCommit(look);
    throw new Error('undone');
  });
  await expect(failing).rejects.toThrow('undone');
  expect(seen).toEqual([1]);
  await database.afterCommit(look);
  expect(seen).toEqual([1, 1]);
});

it('leaves work that a handler did not wait for to the pool, once the transaction has ended', async () => {
  let late: Promise<string> | undefined;
  await here.inTransaction(request(), async () => {
    late = sleep(50).then(() => makeExperiment('late'));
    return 'done';
  });
  await late;
  expect(await count('late')).toBe(1);
});

it('says that the first request is in progress when waiting took too long', async () => {
  const asked = request();
  let finish: (answer: string) => void = () => undefined;
  const first = here.inTransaction(asked, () => new Promise<string>((resolve) => (finish = resolve)));
  await sleep(50);
  expect(await there.inTransaction(asked, () => makeExperiment('impatient'))).toBe('in-progress');
  finish('slow');
  expect(await first).toEqual({ answer: 'slow', replayed: false });
  expect(await there.inTransaction(asked, () => makeExperiment('impatient'))).toEqual({
    answer: 'slow',
    replayed: true,
  });
  expect(await count('impatient')).toBe(0);
});

it('undoes what was made when the key was given to another kind of request meanwhile', async () => {
  const asked = request();
  let goOn: () => void = () => undefined;
  const going = here.inTransaction(asked, async () => {
    await new Promise<void>((resolve) => (goOn = resolve));
    return makeExperiment('too late');
  });
  await sleep(50);
  await there.reserved(request('elsewhere', asked.key), async () => 'elsewhere');
  goOn();
  expect(await going).toBe('other-request');
  expect(await count('too late')).toBe(0);
});

it('reserves a key for what is made elsewhere, and lets it go when that fails', async () => {
  const asked = request();
  const make = jest.fn(async () => {
    await sleep(100);
    return 'uploaded';
  });
  const outcomes = await Promise.all([
    here.reserved(asked, make),
    there.reserved(asked, make),
    here.reserved(asked, make),
  ]);
  expect(make).toHaveBeenCalledTimes(1);
  expect(outcomes.map((outcome) => (outcome as { answer: string }).answer)).toEqual(
    Array(3).fill('uploaded'),
  );

  const failing = request();
  await expect(here.reserved(failing, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await there.reserved(failing, make)).toEqual({ answer: 'uploaded', replayed: false });
});

it('takes over what a process that died had reserved', async () => {
  const asked = request();
  void here.reserved(asked, () => new Promise(() => undefined));
  await sleep(50);
  expect(await there.reserved(asked, async () => 'mine')).toBe('in-progress');
  expect(await there.reserved(request('another body', asked.key), async () => 'mine')).toBe('other-request');
  await age(asked.key, 61);
  expect(await there.reserved(asked, async () => 'mine')).toEqual({ answer: 'mine', replayed: false });
});

it('forgets a key when its time is over: for the same request and for another one', async () => {
  for (const keep of ['inTransaction', 'reserved'] as const) {
    const asked = request();
    await here[keep](asked, async () => 'first');
    await age(asked.key, 3601);
    expect(await here.find(asked)).toBeUndefined();
    const other = request('another body', asked.key);
    expect(await there[keep](other, async () => 'second')).toEqual({ answer: 'second', replayed: false });
    expect(await here.find(other)).toEqual({ answer: 'second', replayed: true });
  }
});

it('drops expired keys and no others, a thousand at a time', async () => {
  await database.query(
    `INSERT INTO idempotency_keys (key, fingerprint, answer, created_at)
     SELECT 'old-' || n, '', '{}', now() - interval '2 hours' FROM generate_series(1, 2500) AS n`,
  );
  const fresh = request();
  await here.inTransaction(fresh, async () => 'kept');
  const query = jest.spyOn(database, 'query');
  expect(await dropExpiredKeys(database, 3600)).toBe(2500);
  expect(query).toHaveBeenCalledTimes(3);
  query.mockRestore();
  expect(await here.find(fresh)).toEqual({ answer: 'kept', replayed: true });
});
