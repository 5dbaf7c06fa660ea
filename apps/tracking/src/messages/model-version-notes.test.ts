import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { ArtifactPlaces } from './artifact-places.ts';
import { ModelVersionNotes } from './model-version-notes.ts';

let testDatabase: TestDatabase;
let database: Database;
let notes: ModelVersionNotes;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  notes = new ModelVersionNotes(database);
});
afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

async function addModel(modelId: string, tag?: string): Promise<void> {
  await database.query(
    `INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, source_run_id, status, created_ms, updated_ms)
     VALUES ($1, 0, 'm', 's3://b/m', 'r', 1, 0, 0)`,
    [modelId],
  );
  if (tag !== undefined)
    await database.query(`INSERT INTO logged_model_tags VALUES ($1, 'mlflow.modelVersions', $2)`, [
      modelId,
      tag,
    ]);
}

async function tagOf(modelId: string): Promise<string | undefined> {
  const [row] = await database.query<{ value: string }>(
    `SELECT value FROM logged_model_tags WHERE model_id = $1 AND key = 'mlflow.modelVersions'`,
    [modelId],
  );
  return row?.value;
}

test('a version is listed once, in the words MLflow uses', async () => {
  await addModel('m-1');
  await notes.add('m-1', 'a', 1);
  await notes.add('m-1', 'a', 1);
  await notes.add('m-1', 'é', 2);
  expect(await tagOf('m-1')).toBe('[{"name": "a", "version": 1}, {"name": "\\u00e9", "version": 2}]');
});

test('versions noted at once are all listed', async () => {
  await addModel('m-2');
  await Promise.all(Array.from({ length: 10 }, (_, version) => notes.add('m-2', 'a', version + 1)));
  expect(JSON.parse((await tagOf('m-2')) ?? '')).toHaveLength(10);
});

test('a tag that holds something else does not stop it', async () => {
  await addModel('m-3', 'not JSON');
  await notes.add('m-3', 'a', 1);
  expect(await tagOf('m-3')).toBe('[{"name": "a", "version": 1}]');
});

test('an unknown or deleted model is 404', async () => {
  await addModel('m-4');
  await database.query("UPDATE logged_models SET deleted_ms = 1 WHERE model_id = 'm-4'");
  for (const modelId of ['m-4', 'm-none']) {
    await expect(notes.add(modelId, 'a', 1)).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(new ArtifactPlaces(database).ofLoggedModel(modelId)).rejects.toMatchObject({
      httpStatus: 404,
    });
  }
  await expect(new ArtifactPlaces(database).ofRun('no run id')).rejects.toMatchObject({ httpStatus: 404 });
});

test('a logged model tells where its artifacts are', async () => {
  await addModel('m-5');
  expect(await new ArtifactPlaces(database).ofLoggedModel('m-5')).toEqual({
    artifactLocation: 's3://b/m',
    sourceRunId: 'r',
  });
});
