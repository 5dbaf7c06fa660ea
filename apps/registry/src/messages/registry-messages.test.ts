import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getModelVersion, resolveModelUri } from '@millrace/contracts/messages/registry';
import { Broker } from '@millrace/messaging/broker/broker';
import { MessagingClient } from '@millrace/messaging/nest/messaging-client';
import { MODEL_ID, startRegistry, type TestRegistry } from '../../test/registry.ts';
import { AliasesService } from '../aliases/aliases.service.ts';
import { ModelVersionsService } from '../model-versions/model-versions.service.ts';
import { RegisteredModelsService } from '../registered-models/registered-models.service.ts';
import { MessagingTrackingFacts } from '../tracking-facts/messaging-tracking-facts.ts';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startRegistry();
  await registry.get(RegisteredModelsService).create('my model', '', []);
  const versions = registry.get(ModelVersionsService);
  for (const source of ['s3://bucket/1', 's3://bucket/2', 's3://bucket/3']) {
    const from = { source, runId: undefined, modelId: undefined };
    await versions.create({ name: 'my model', ...from, tags: [], runLink: '', description: '' });
  }
  await versions.transition('my model', '2', 'Production', false);
  await registry.get(AliasesService).set('my model', 'champion', '1');
});
afterAll(() => registry.close());

const client = (): MessagingClient => registry.get(MessagingClient);

test.each([
  ['models:/my model/1', 's3://bucket/1', 1],
  ['models:/my model@champion', 's3://bucket/1', 1],
  ['models:/my model/production', 's3://bucket/2', 2],
  ['models:/my model/latest', 's3://bucket/3', 3],
])('%s leads to %s', async (uri, location, version) => {
  const resolved = await client().request(resolveModelUri, { uri });
  expect(resolved).toMatchObject({ location, version: { name: 'my model', version } });
});

test('the URI of a logged model leads to its artifacts', async () => {
  const resolved = await client().request(resolveModelUri, { uri: `models:/${MODEL_ID}` });
  expect(resolved).toEqual({ location: `mlflow-artifacts:/1/models/${MODEL_ID}/artifacts` });
});

test.each([
  ['models:/my model/9', 'RESOURCE_DOES_NOT_EXIST'],
  ['models:/other/1', 'RESOURCE_DOES_NOT_EXIST'],
  ['models:/my model/Staging', 'RESOURCE_DOES_NOT_EXIST'],
  ['models:/my model@nobody', 'INVALID_PARAMETER_VALUE'],
  ['models:/m-unknown', 'RESOURCE_DOES_NOT_EXIST'],
  ['runs:/x/y', 'INVALID_PARAMETER_VALUE'],
])('%s is answered with %s', async (uri, errorCode) => {
  await expect(client().request(resolveModelUri, { uri })).rejects.toMatchObject({ errorCode });
});

test('a version is told of by its number', async () => {
  const version = await client().request(getModelVersion, { name: 'my model', version: '2' });
  expect(version).toMatchObject({ stage: 'Production', source: 's3://bucket/2', runId: '', modelId: '' });
});

test('where tracking is not there, the error says so', async () => {
  const broker = new Broker({ databaseUrl: registry.databaseUrl, timeouts: { request: 100 } });
  const alone = new MessagingClient(broker);
  await expect(new MessagingTrackingFacts(alone).runArtifactUri('a'.repeat(32))).rejects.toMatchObject({
    errorCode: 'TEMPORARILY_UNAVAILABLE',
    message: expect.stringContaining('tracking'),
  });
  alone.close();
  await broker.close();
});
