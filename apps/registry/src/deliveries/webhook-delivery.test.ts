import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Receiver, type ReceiverAnswer, startReceiver } from '../../test/receiver.ts';
import { startRegistry, type TestRegistry } from '../../test/registry.ts';
import { AliasesService } from '../aliases/aliases.service.ts';
import { ModelVersionTagsService } from '../model-versions/model-version-tags.service.ts';
import { ModelVersionsService } from '../model-versions/model-versions.service.ts';
import { PROMPT_TAG } from '../prompts/prompt.ts';
import { RegisteredModelsService } from '../registered-models/registered-models.service.ts';
import { WebhooksService } from '../webhooks/webhooks.service.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import { WebhookTest } from './webhook-test.ts';

let registry: TestRegistry;
let receiver: Receiver;
let answers: ReceiverAnswer[] = [];
beforeAll(async () => {
  receiver = await startReceiver(() => answers.shift() ?? { status: 200, body: 'ok' });
  registry = await startRegistry({ MILLRACE_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
});
afterAll(async () => {
  await registry.close();
  await receiver.close();
});
beforeEach(() => {
  (receiver.received as unknown[]).length = 0;
  answers = [];
});

async function subscribe(...events: [entity: string, action: string][]): Promise<string> {
  const { webhookId } = await registry.get(WebhooksService).create(
    {
      name: 'hook',
      url: `http://127.0.0.1:${receiver.port}/hook`,
      description: null,
      secret: 'shh',
      status: 'ACTIVE',
    },
    events.map(([entity, action]) => ({ entity, action })),
  );
  return webhookId;
}

interface Message {
  readonly entity: string;
  readonly action: string;
  readonly data: Record<string, unknown>;
}
const messages = (): Message[] => receiver.received.map(({ body }) => JSON.parse(body) as Message);

test('what happens to a model is told to the webhooks that want it, signed as MLflow signs', async () => {
  const webhookId = await subscribe(
    ['registered_model', 'created'],
    ['model_version', 'created'],
    ['model_version_tag', 'set'],
    ['model_version_alias', 'created'],
    ['model_version_alias', 'deleted'],
  );
  await registry.get(RegisteredModelsService).create('m', 'about', [{ key: 'a', value: 'b' }]);
  const request = { name: 'm', source: 's3://b/m', runId: undefined, modelId: undefined, tags: [] };
  await registry.get(ModelVersionsService).create({ ...request, runLink: '', description: '' });
  await registry.get(ModelVersionTagsService).set('m', '1', 'k', 'v');
  await registry.get(ModelVersionTagsService).remove('m', '1', 'k');
  await registry.get(AliasesService).set('m', 'champion', '1');
  await registry.get(AliasesService).remove('m', 'champion');
  await receiver.count(5);

  expect(messages()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        entity: 'registered_model',
        action: 'created',
        data: { name: 'm', tags: { a: 'b' }, description: 'about' },
      }),
      expect.objectContaining({
        entity: 'model_version',
        data: { name: 'm', version: '1', source: 's3://b/m', run_id: null, tags: {}, description: null },
      }),
      expect.objectContaining({ data: { name: 'm', version: '1', key: 'k', value: 'v' } }),
      expect.objectContaining({ action: 'created', data: { name: 'm', alias: 'champion', version: '1' } }),
      expect.objectContaining({ action: 'deleted', data: { name: 'm', alias: 'champion' } }),
    ]),
  );
  for (const { headers, body } of receiver.received) {
    const signed = `${String(headers['x-mlflow-delivery-id'])}.${String(headers['x-mlflow-timestamp'])}.${body}`;
    const signature = createHmac('sha256', 'shh').update(signed).digest('base64');
    expect(headers['x-mlflow-signature']).toBe(`v1,${signature}`);
    expect(headers['content-type']).toBe('application/json');
  }
  await registry.get(WebhooksService).remove(webhookId);
});

test('a prompt is told of as a prompt, without the tags that make it one', async () => {
  const webhookId = await subscribe(
    ['prompt', 'created'],
    ['prompt_version', 'created'],
    ['registered_model', 'created'],
  );
  await registry.get(RegisteredModelsService).create('p', '', [{ key: PROMPT_TAG, value: 'true' }]);
  await registry.get(ModelVersionsService).create({
    name: 'p',
    source: 'dummy-source',
    runId: undefined,
    modelId: undefined,
    tags: [
      { key: PROMPT_TAG, value: 'true' },
      { key: 'mlflow.prompt.text', value: 'Hello' },
      { key: 'mine', value: 'x' },
    ],
    runLink: '',
    description: 'first',
  });
  await receiver.count(2);
  expect(messages()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ entity: 'prompt', data: { name: 'p', tags: {}, description: '' } }),
      expect.objectContaining({
        entity: 'prompt_version',
        data: { name: 'p', version: '1', template: 'Hello', tags: { mine: 'x' }, description: 'first' },
      }),
    ]),
  );
  await registry.get(WebhooksService).remove(webhookId);
});

test('a delivery is tried again after an error of the receiver, under the same id, and logged', async () => {
  const webhookId = await subscribe(['model_version', 'created']);
  const deliveries = registry.get(DeliveriesRepository);
  const worker = registry.get(DeliveryWorker);
  const signal = new AbortController().signal;
  const [deliveryId = ''] = await deliveries.add('occurrence', 'model_version', 'created', '{}');
  // Told of again, it is the same delivery.
  expect(await deliveries.add('occurrence', 'model_version', 'created', '{}')).toEqual([deliveryId]);

  answers = [{ status: 503 }];
  await expect(worker.deliver(deliveryId, { attempt: 1, signal })).rejects.toThrow('503');
  expect(await deliveries.find(deliveryId)).toMatchObject({
    state: 'PENDING',
    attempts: 1,
    responseStatus: 503,
  });
  await worker.deliver(deliveryId, { attempt: 2, signal });
  await worker.deliver(deliveryId, { attempt: 3, signal });
  expect(await deliveries.list(webhookId, 0, 10)).toMatchObject([
    { state: 'DELIVERED', attempts: 2, responseStatus: 200 },
  ]);
  const ids = receiver.received.map(({ headers }) => headers['x-mlflow-delivery-id']);
  expect(ids).toEqual([deliveryId, deliveryId]);
  await registry.get(WebhooksService).remove(webhookId);
});

test.each([
  [400, 1],
  [500, 4],
])('after a %d at attempt %d a delivery has failed', async (status, attempt) => {
  const webhookId = await subscribe(['model_version', 'created']);
  const deliveries = registry.get(DeliveriesRepository);
  const [deliveryId = ''] = await deliveries.add(`${status}`, 'model_version', 'created', '{}');
  answers = [{ status }];
  await registry.get(DeliveryWorker).deliver(deliveryId, { attempt, signal: new AbortController().signal });
  expect(await deliveries.find(deliveryId)).toMatchObject({ state: 'FAILED', responseStatus: status });
  await registry.get(WebhooksService).remove(webhookId);
});

test('nothing is sent to a webhook that was deleted or switched off meanwhile', async () => {
  const webhookId = await subscribe(['model_version', 'created']);
  const deliveries = registry.get(DeliveriesRepository);
  const [deliveryId = ''] = await deliveries.add('off', 'model_version', 'created', '{}');
  await registry.get(WebhooksService).update(webhookId, { status: 'DISABLED' }, undefined);
  expect(await deliveries.add('later', 'model_version', 'created', '{}')).toEqual([]);
  await registry
    .get(DeliveryWorker)
    .deliver(deliveryId, { attempt: 1, signal: new AbortController().signal });
  expect(receiver.received).toEqual([]);
  await registry.get(WebhooksService).remove(webhookId);
});

test('a test message tells what the receiver answered', async () => {
  const webhookId = await subscribe(['prompt_alias', 'created']);
  const test = registry.get(WebhookTest);
  expect(await test.send(webhookId)).toEqual({ success: true, response_status: 200, response_body: 'ok' });
  expect(messages()).toMatchObject([{ entity: 'prompt_alias', data: { alias: 'example_alias' } }]);
  answers = [{ status: 404, body: 'gone' }];
  expect(await test.send(webhookId)).toEqual({ success: false, response_status: 404, response_body: 'gone' });
  await registry.get(WebhooksService).remove(webhookId);
});
