import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { renderRecord } from './dataset-record.ts';
import { DatasetsRepository } from './datasets.repository.ts';
import { DatasetsService } from './datasets.service.ts';
import { RecordsRepository } from './records.repository.ts';
import { RecordsService } from './records.service.ts';

let testDatabase: TestDatabase;
let database: Database;
let datasets: DatasetsService;
let records: RecordsService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  const repository = new DatasetsRepository(database);
  datasets = new DatasetsService(database, repository);
  records = new RecordsService(database, repository, new RecordsRepository());
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

async function newDataset(): Promise<string> {
  const dataset = await datasets.create({ name: 'set', experiment_ids: [] });
  return (dataset as { dataset_id: string }).dataset_id;
}

describe('records of a dataset', () => {
  it('of the same inputs are one record, also when they come at the same time', async () => {
    const id = await newDataset();
    const counts = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        records.upsert(id, JSON.stringify([{ inputs: { q: 1, r: [2] }, tags: { [`t${index}`]: 'x' } }])),
      ),
    );
    expect(counts.filter(({ inserted }) => inserted === 1)).toHaveLength(1);
    const { records: rows } = await records.page(id, 10, undefined);
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows.map(renderRecord)[0]?.['tags'] ?? {})).toHaveLength(8);
    expect((await datasets.get(id)).profile).toBe('{"num_records": 1}');
  });

  it('come page by page, each once', async () => {
    const id = await newDataset();
    const list = Array.from({ length: 25 }, (_, index) => ({ inputs: { index } }));
    await records.upsert(id, JSON.stringify(list));
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await records.page(id, 7, token);
      seen.push(...page.records.map(({ inputs }) => inputs));
      token = page.nextPageToken;
    } while (token !== undefined);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('are refused with the dataset left as it was when one of them is wrong', async () => {
    const id = await newDataset();
    const source = { source_type: 'nosuch' };
    const wrong = JSON.stringify([{ inputs: { a: 1 } }, { inputs: { b: 1 }, source }]);
    await expect(records.upsert(id, wrong)).rejects.toThrow('Invalid dataset record source type: NOSUCH');
    for (const text of ['x', '1', '[1]', '[{"inputs": null}]', '[{"inputs": "x"}]', '{"a": 1}'])
      await expect(records.upsert(id, text)).rejects.toMatchObject({ httpStatus: 400 });
    expect((await records.page(id, 10, undefined)).records).toEqual([]);
  });
});
