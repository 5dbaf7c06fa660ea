import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase } from '../../test/test-database.ts';
import { MIGRATIONS_FOLDER, migrationNames } from './migrations-folder.ts';

test('what the first release stored is there after all later migrations, with what they add', async () => {
  const database = await createEmptyDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const [first = '', ...later] = await migrationNames();
  const apply = async (name: string): Promise<unknown> =>
    client.query(await readFile(join(MIGRATIONS_FOLDER, name, 'migration.sql'), 'utf8'));
  await apply(first);
  await client.query(`
    INSERT INTO experiments (experiment_id, name, artifact_location, created_ms, updated_ms) VALUES (7, 'old', '', 0, 0);
    INSERT INTO runs (run_id, experiment_id, name, user_id, status, artifact_uri)
    VALUES ('01a212c9-7224-7058-a109-ed0c8e2f0bf4', 7, 'r', '', 'RUNNING', '');
    INSERT INTO params (run_id, key, value) SELECT run_id, 'p', repeat('long', 1000) FROM runs;
    INSERT INTO run_tags (run_id, key, value) SELECT run_id, 't', '1' FROM runs;
    INSERT INTO metric_series (run_id, key, latest_value, latest_step, latest_timestamp_ms) SELECT run_id, 'm', 1, 0, 0 FROM runs`);
  for (const name of later) await apply(name);
  for (const table of ['params', 'run_tags', 'metric_series']) {
    const { rows } = await client.query(`SELECT key, experiment_id FROM ${table}`);
    expect(rows).toEqual([{ key: table[0] === 'r' ? 't' : table[0], experiment_id: 7 }]);
  }
  await client.end();
  await database.drop();
});
