import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { InputsRepository } from './inputs.repository.ts';
import { InputsService } from './inputs.service.ts';

let testDatabase: TestDatabase;
let database: Database;
let inputs: InputsService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  inputs = new InputsService(database, new InputsRepository());
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

async function newRun(): Promise<string> {
  const runId = randomUUID().replaceAll('-', '');
  await database.query(
    `INSERT INTO runs (run_id, experiment_id, name, user_id, status, artifact_uri) VALUES ($1, 0, '', '', 'RUNNING', '')`,
    [runId],
  );
  return runId;
}

const input = (name: string, tags: { key: string; value: string }[] = []) => ({
  tags,
  dataset: { name, digest: 'd', source_type: 'local', source: '{}' },
});

describe('inputs of runs', () => {
  it('that name the same new datasets in different orders at the same time are all logged', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `set ${index}`);
    const runs = await Promise.all(Array.from({ length: 6 }, newRun));
    const requests = runs.flatMap((run_id, index) => [
      { run_id, datasets: (index % 2 ? names : names.toReversed()).map((name) => input(name)), models: [] },
      { run_id, datasets: names.slice(index).map((name) => input(name)), models: [{ model_id: 'm-1' }] },
    ]);
    await Promise.all(requests.map((request) => inputs.logInputs(request)));
    const [counts] = await database.query<{ datasets: number; inputs: number; models: number }>(
      `SELECT (SELECT count(*)::int FROM datasets) AS datasets, (SELECT count(*)::int FROM run_inputs) AS inputs,
         (SELECT count(*)::int FROM run_model_inputs) AS models`,
    );
    expect(counts).toEqual({ datasets: 20, inputs: 120, models: 6 });
  });

  it('leave nothing behind when one of them is refused', async () => {
    const run_id = await newRun();
    const twice = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    const request = { run_id, datasets: [input('kept out'), input('twice', twice)], models: [] };
    await expect(inputs.logInputs(request)).rejects.toMatchObject({ errorCode: 'BAD_REQUEST' });
    expect(await database.query('SELECT 1 FROM datasets WHERE name = $1', ['kept out'])).toEqual([]);
  });
});
