import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { StoreSettings } from '@millrace/service-stores/store-settings';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { Rest } from '../../../../tests/support/rest.ts';
import { trackingService } from '../tracking-service.ts';

// What one replica keeps of a run must not be shown once another has changed the run: each change goes to one, each search to the other.
let database: TestDatabase;
const replicas: RunningService[] = [];
let changing: Rest;
let searching: Rest;
let experimentId: string;
let runId: string;

interface Page {
  readonly runs?: readonly object[];
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (let replica = 0; replica < 2; replica += 1)
    replicas.push(
      await runService({
        name: 'tracking',
        settings: HttpSettings.extend(StoreSettings.shape),
        environment: { PORT: '0', DATABASE_URL: database.url, MILLRACE_LOG_LEVEL: 'error' },
        modules: trackingService,
        prepare: startMessageHandlers,
        started: () => undefined,
      }),
    );
  [changing, searching] = replicas.map(({ url }) => new Rest(url)) as [Rest, Rest];
  experimentId = (await changing.post<{ experiment_id: string }>('experiments/create', { name: 'kept' }))
    .experiment_id;
  const { run } = await changing.post<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: experimentId,
    tags: [{ key: 'doomed', value: 'yes' }],
  });
  runId = run.info.run_id;
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await database.drop();
});

async function search(fields?: object): Promise<Page> {
  return searching.post<Page>('runs/search', {
    experiment_ids: [experimentId],
    run_view_type: 'ALL',
    ...(fields && { fields }),
  });
}

const dataset = { name: 'd', digest: '1', source_type: 'local', source: '{}' };
const model = {
  artifact_path: 'm',
  flavors: {},
  utc_time_created: '2026-01-01 00:00:00',
  run_id: 'r',
};

test.each<[string, string, () => object]>([
  ['a metric', 'runs/log-metric', () => ({ key: 'm', value: 1, timestamp: 1 })],
  ['a later point of it', 'runs/log-metric', () => ({ key: 'm', value: 2, timestamp: 2 })],
  ['a parameter', 'runs/log-parameter', () => ({ key: 'p', value: '1' })],
  ['a tag', 'runs/set-tag', () => ({ key: 't', value: '1' })],
  ['the tag again', 'runs/set-tag', () => ({ key: 't', value: '2' })],
  ['its name, by the tag', 'runs/set-tag', () => ({ key: 'mlflow.runName', value: 'by tag' })],
  ['its name', 'runs/update', () => ({ run_name: 'by update' })],
  ['its status', 'runs/update', () => ({ status: 'FINISHED', end_time: 5 })],
  ['a tag less', 'runs/delete-tag', () => ({ key: 'doomed' })],
  ['a batch', 'runs/log-batch', () => ({ params: [{ key: 'q', value: '1' }] })],
  ['a batch of metrics', 'runs/log-batch', () => ({ metrics: [{ key: 'b', value: 1, timestamp: 1 }] })],
  ['a dataset', 'runs/log-inputs', () => ({ datasets: [{ dataset }] })],
  ['an output', 'runs/outputs', () => ({ models: [{ model_id: 'm-1', step: 3 }] })],
  ['a model', 'runs/log-model', () => ({ model_json: JSON.stringify(model) })],
  ['its deletion', 'runs/delete', () => ({})],
  ['its restoration', 'runs/restore', () => ({})],
  ['the deletion of its experiment', 'experiments/delete', () => ({ experiment_id: experimentId })],
  ['the restoration of its experiment', 'experiments/restore', () => ({ experiment_id: experimentId })],
])('a search shows %s that another replica wrote', async (_, path, body) => {
  const before = await search();
  await changing.post(path, { run_id: runId, ...body() });
  const after = await search();
  expect(after).not.toEqual(before);
  // A lean search is never kept, and with all fields it says the same.
  expect(after).toEqual(await search({ metrics: ['*'], params: ['*'], tags: ['*'] }));
});
