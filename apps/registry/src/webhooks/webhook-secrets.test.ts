import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { type Received, type Receiver, startReceiver } from '../../test/receiver.ts';
import { startRegistry, type TestRegistry } from '../../test/registry.ts';
import { WebhookTest } from '../deliveries/webhook-test.ts';
import { WebhooksService } from './webhooks.service.ts';

const OWN = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const GENERAL = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

let registry: TestRegistry;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  registry = await startRegistry({
    MILLRACE_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
    MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: OWN,
    MILLRACE_SECRETS_KEY: GENERAL,
  });
});
afterAll(async () => {
  await registry.close();
  await receiver.close();
});

async function stored(webhookId: string): Promise<string | undefined> {
  const [row] = await registry
    .get(Database)
    .query<{ secret: string }>('SELECT secret FROM webhooks WHERE webhook_id = $1', [webhookId]);
  return row?.secret;
}

async function store(webhookId: string, secret: string): Promise<void> {
  await registry
    .get(Database)
    .query('UPDATE webhooks SET secret = $2 WHERE webhook_id = $1', [webhookId, secret]);
}

/** The secret that a message is signed with. */
async function expectSignedWith(webhookId: string, secret: string): Promise<void> {
  expect(await registry.get(WebhookTest).send(webhookId)).toMatchObject({ success: true });
  const { headers, body } = receiver.received.at(-1) as Received;
  const signed = `${String(headers['x-mlflow-delivery-id'])}.${String(headers['x-mlflow-timestamp'])}.${body}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64');
  expect(headers['x-mlflow-signature']).toBe(`v1,${signature}`);
}

test('secrets are stored encrypted, and messages are signed with them', async () => {
  const webhooks = registry.get(WebhooksService);
  const url = `http://127.0.0.1:${receiver.port}/hook`;
  const fields = { name: 'hook', url, description: null, secret: 'shh', status: 'ACTIVE' } as const;
  const { webhookId } = await webhooks.create(fields, [{ entity: 'model_version', action: 'created' }]);
  expect(await stored(webhookId)).toMatch(/^fernet:gAAAA/);
  await expectSignedWith(webhookId, 'shh');

  await webhooks.update(webhookId, { secret: 'other' }, undefined);
  expect(await stored(webhookId)).toMatch(/^fernet:gAAAA/);
  await expectSignedWith(webhookId, 'other');

  // As it was stored before there was a key.
  await store(webhookId, 'plain');
  await expectSignedWith(webhookId, 'plain');

  // By a key that has been lost since.
  await store(webhookId, `fernet:gAAAA${'A'.repeat(120)}`);
  expect(await registry.get(WebhookTest).send(webhookId)).toEqual({
    success: false,
    error_message: expect.stringContaining(
      'with a key that is not in MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY or MILLRACE_SECRETS_KEY',
    ),
  });
});
