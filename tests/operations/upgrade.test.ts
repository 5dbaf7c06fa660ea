import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { migrate } from '@millrace/database/migrate/migrate';
import { MIGRATIONS_FOLDER, migrationNames } from '@millrace/database/migrate/migrations-folder';
import pg from 'pg';
import { createEmptyDatabase } from '../../packages/database/test/test-database.ts';
import { startMillrace } from '../support/millrace.ts';
import { Rest } from '../support/rest.ts';

const RUN = '01a212c972247058a109ed0c8e2f0bf4';

it('a database of the first release opens in this one, with what it holds', async () => {
  const database = await createEmptyDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'millrace-first-'));
  const [first = ''] = await migrationNames();
  for (const name of [first, 'migration_lock.toml'])
    await cp(join(MIGRATIONS_FOLDER, name), join(folder, name), { recursive: true });
  await migrate(database.url, folder);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    INSERT INTO experiments (experiment_id, name, artifact_location, created_ms, updated_ms) VALUES (7, 'old', 'mlflow-artifacts:/7', 1, 1);
    INSERT INTO runs (run_id, experiment_id, name, user_id, status, artifact_uri, start_ms)
    VALUES ('${RUN}', 7, 'r', 'ada', 'FINISHED', 'mlflow-artifacts:/7/${RUN}/artifacts', 5);
    INSERT INTO params (run_id, key, value) VALUES ('${RUN}', 'lr', '0.1');
    INSERT INTO run_tags (run_id, key, value) VALUES ('${RUN}', 'team', 'blue');
    INSERT INTO metric_series (series_id, run_id, key, latest_value, latest_step, latest_timestamp_ms) VALUES (1, '${RUN}', 'loss', 0.5, 1, 2);
    INSERT INTO metric_points (series_id, timestamp_ms, step, value) VALUES (1, 1, 0, 1), (1, 2, 1, 0.5);
    INSERT INTO registered_models (name, created_ms, updated_ms) VALUES ('m', 1, 1);
    INSERT INTO model_versions (name, version, created_ms, updated_ms, stage, status, run_id, source)
    VALUES ('m', 1, 1, 1, 'Production', 'READY', '${RUN}', 'mlflow-artifacts:/7/${RUN}/artifacts/model')`);
  await client.end();

  const millrace = await startMillrace({ environment: { DATABASE_URL: database.url } });
  const rest = new Rest(millrace.url);
  const search = {
    experiment_ids: ['7'],
    filter: "params.lr = '0.1' AND tags.team = 'blue' AND metrics.loss < 1",
  };
  expect(await rest.post('runs/search', search)).toMatchObject({
    runs: [{ info: { run_id: RUN, status: 'FINISHED' } }],
  });
  expect(await rest.get('metrics/get-history', { run_id: RUN, metric_key: 'loss' })).toMatchObject({
    metrics: [{ value: 1 }, { value: 0.5 }],
  });
  expect(await rest.get('model-versions/get', { name: 'm', version: '1' })).toMatchObject({
    model_version: { current_stage: 'Production', run_id: RUN },
  });
  await rest.post('runs/log-metric', { run_id: RUN, key: 'loss', value: 0.25, step: 2, timestamp: 3 });
  expect(await rest.get('runs/get', { run_id: RUN })).toMatchObject({
    run: { data: { metrics: [{ key: 'loss', value: 0.25 }] } },
  });
  await millrace.stop();
  await database.drop();
  await rm(folder, { recursive: true });
}, 120_000);
