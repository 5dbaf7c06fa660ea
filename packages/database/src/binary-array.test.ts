import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createEmptyDatabase, type TestDatabase } from '../test/test-database.ts';
import { boolArray, float8Array, int4Array, int8Array, textArray, uuidArray } from './binary-array.ts';
import { Database } from './database.ts';
import { openPool } from './pool.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createEmptyDatabase();
  database = new Database(openPool(testDatabase.url));
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

async function back(type: string, array: Buffer): Promise<unknown[]> {
  const rows = await database.query<{ value: unknown }>(`SELECT value FROM unnest($1::${type}[]) AS value`, [
    array,
  ]);
  return rows.map((row) => row.value);
}

it.each([
  ['bool', boolArray, [true, false]],
  ['int4', int4Array, [0, -1, 2 ** 31 - 1, -(2 ** 31)]],
  [
    'int8',
    int8Array,
    [
      0,
      -1,
      1,
      2 ** 32,
      -(2 ** 32) - 1,
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
      2n ** 63n - 1n,
      -(2n ** 63n),
    ],
  ],
  ['float8', float8Array, [0, 0.1, NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE]],
  ['text', textArray, ['', 'a', null, '漢字 😀', 'quote"\\{},', 'NULL']],
  ['uuid', uuidArray, ['0190a5f0-0000-7000-8000-0123456789ab']],
] as [string, (values: readonly never[]) => Buffer, unknown[]][])(
  '%s[] comes back as it was',
  async (type, encode, values) => {
    const given = type === 'uuid' ? values.map((value) => String(value).replaceAll('-', '')) : values;
    expect(await back(type, encode(given as never[]))).toEqual(values);
    expect(await back(type, encode([]))).toEqual([]);
  },
);
