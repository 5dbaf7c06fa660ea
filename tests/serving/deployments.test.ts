import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { pythonWithMlflow } from '../support/python-client.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('log_models.py', import.meta.url));
const API = '/api/millrace/deployments';

let millrace: Millrace;
let python: string;
let runId: string;
let modelId: string;
beforeAll(async () => {
  python = await pythonWithMlflow();
  millrace = await startMillrace({ environment: { MILLRACE_SERVING_PYTHON: python } });
  const { stdout } = await client([SCRIPT]);
  [runId = '', modelId = ''] = stdout.trim().split('\n').at(-1)?.split(' ') ?? [];
}, 300_000);
afterAll(() => millrace?.stop());

function client(args: readonly string[]): Promise<{ stdout: string }> {
  const env = { ...process.env, MLFLOW_TRACKING_URI: millrace.url, MLFLOW_DISABLE_TELEMETRY: 'true' };
  return run(python, args, { env, maxBuffer: 16 << 20 });
}

async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const answer = await fetch(millrace.url + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function deploy(name: string, modelUri: string): Promise<void> {
  await call('POST', API, { name, model_uri: modelUri, env_manager: 'local' });
  await until(name, (shown) => shown['state'] === 'ready');
}

async function until(name: string, is: (shown: Record<string, unknown>) => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { deployment } = (await call('GET', `${API}/${name}`)) as { deployment: Record<string, unknown> };
    if (is(deployment)) return;
    if (deployment['state'] === 'failed' || Date.now() > deadline)
      throw new Error(`${JSON.stringify(deployment)}\n${millrace.process.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The sum that the model makes of 1 and 2: 3, times the slope of its version. */
async function predict(name: string): Promise<number | string> {
  const answer = await fetch(`${millrace.url}/deployments/${name}/invocations`, {
    method: 'POST',
    body: '{"inputs": [[1.0, 2.0]]}',
    headers: { 'content-type': 'application/json' },
  });
  const text = await answer.text();
  if (answer.status !== 200) return `${answer.status} ${text}`;
  return Math.round((JSON.parse(text) as { predictions: [number] }).predictions[0]);
}

test('a model that the MLflow client logged is deployed by its alias, and a moved alias is followed under load', async () => {
  await deploy('adder', 'models:/adder@champion');
  expect(await predict('adder')).toBe(3);

  const answers: (number | string)[] = [];
  const load = new AbortController();
  const loading = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (!load.signal.aborted) answers.push(await predict('adder'));
    }),
  );
  await client([
    '-c',
    'import mlflow; mlflow.MlflowClient().set_registered_model_alias("adder", "champion", "2")',
  ]);
  await until('adder', ({ versions }) =>
    (versions as { version: string; role: string }[]).some(
      ({ version, role }) => version === '2' && role === 'live',
    ),
  );
  while (answers.at(-1) !== 6) await new Promise((resolve) => setTimeout(resolve, 20));
  load.abort();
  await loading;
  expect(new Set(answers)).toEqual(new Set([3, 6]));
  await call('DELETE', `${API}/adder`);
}, 180_000);

test.each([
  ['a logged model', () => `models:/${modelId}`],
  ['the model of a run', () => `runs:/${runId}/model`],
])(
  '%s is deployed',
  async (_, uri) => {
    await deploy('other', uri());
    expect(await predict('other')).toBe(6);
    const answer = await fetch(`${millrace.url}/deployments/other/invocations`, {
      method: 'POST',
      body: '{"nothing": 1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error_code: expect.any(String),
      message: expect.any(String),
    });
    await call('DELETE', `${API}/other`);
  },
  120_000,
);

test('what was deployed answers again after a restart', async () => {
  await deploy('kept', 'models:/adder/2');
  const { home } = millrace;
  const port = Number(new URL(millrace.url).port);
  await millrace.process.stop();
  const again = await startMillrace({ home, port, environment: { MILLRACE_SERVING_PYTHON: python } });
  millrace = {
    ...again,
    async stop() {
      await again.stop();
      await rm(home, { recursive: true });
    },
  };
  await until('kept', ({ state }) => state === 'ready');
  expect(await predict('kept')).toBe(6);
}, 120_000);
