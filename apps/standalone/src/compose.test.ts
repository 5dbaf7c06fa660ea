import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { undeclaredRoutes } from '@millrace/service-kit/security/undeclared-routes';
import { createTestDatabase, type TestDatabase } from '../../../packages/database/test/test-database.ts';
import { compose, connect } from './compose.ts';
import { type Home, openHome } from './home/home.ts';
import { StandaloneSettings } from './settings/standalone-settings.ts';

let database: TestDatabase;
let home: Home;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  home = await openHome(await mkdtemp(join(tmpdir(), 'millrace-compose-')));
  service = await runService({
    name: 'Millrace',
    settings: StandaloneSettings,
    environment: { PORT: '0' },
    modules: (settings) => compose(settings, database.url, home),
    prepare: connect,
    started: () => undefined,
  });
});

afterAll(async () => {
  await service.stop();
  await database.drop();
  await rm(home.folder, { recursive: true });
});

it('no route of any service lets in whom it does not name', () => {
  expect(undeclaredRoutes(service.app)).toEqual([]);
});

it('answers for every service on one origin', async () => {
  const status = async (path: string): Promise<number> => (await fetch(service.url + path)).status;
  expect(await status('/api/2.0/mlflow/experiments/get?experiment_id=0')).toBe(200);
  expect(await status('/ajax-api/2.0/mlflow/registered-models/search')).toBe(200);
  expect(await status('/api/2.0/mlflow-artifacts/artifacts')).toBe(200);
  expect(await status('/api/millrace/deployments')).toBe(200);
  expect(await status('/api/millrace/project-runs')).toBe(200);
  expect(await status('/health')).toBe(200);
  expect(await status('/ready')).toBe(200);
  expect(await status('/metrics')).toBe(200);
  expect(await status('/docs')).toBe(200);
  expect(await status('/')).toBe(200);
});

it('refuses a request that a web page elsewhere makes', async () => {
  const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'from elsewhere' });
  const path = '/api/2.0/mlflow/experiments/create';
  const answer = await fetch(service.url + path, { method: 'POST', headers, body });
  expect(answer.status).toBe(403);
});
