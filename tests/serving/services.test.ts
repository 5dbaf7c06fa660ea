import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pythonWithMlflow } from '../support/python-client.ts';
import { type Services, startServices } from '../support/services.ts';

const SCRIPT = fileURLToPath(new URL('log_models.py', import.meta.url));
const JSON_BODY = { 'content-type': 'application/json' };

let services: Services;
beforeAll(async () => {
  const python = await pythonWithMlflow();
  services = await startServices({ serving: { MILLRACE_SERVING_PYTHON: python } });
  const env = { ...process.env, MLFLOW_TRACKING_URI: services.url, MLFLOW_DISABLE_TELEMETRY: 'true' };
  await promisify(execFile)(python, [SCRIPT], { env });
}, 300_000);
afterAll(() => services?.stop());

async function answers(): Promise<string> {
  const answer = await fetch(`${services.url}/deployments/adder/invocations`, {
    method: 'POST',
    body: '{"inputs": [[1.0, 2.0]]}',
    headers: JSON_BODY,
  });
  return answer.status === 200 ? await answer.text() : String(answer.status);
}

async function untilItAnswers(): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await answers()).startsWith('{"predictions": [3')) {
    if (Date.now() > deadline) throw new Error(await answers());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('model serving by itself answers behind the gateway, and again after it was killed', async () => {
  const created = await fetch(`${services.url}/api/millrace/deployments`, {
    method: 'POST',
    body: JSON.stringify({ name: 'adder', model_uri: 'models:/adder@champion', env_manager: 'local' }),
    headers: JSON_BODY,
  });
  expect(created.status).toBe(201);
  await untilItAnswers();
  await services.kill('model-serving');
  await services.start('model-serving');
  await untilItAnswers();
}, 180_000);
