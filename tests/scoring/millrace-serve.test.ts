import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../packages/database/test/free-port.ts';
import { startMillrace } from '../support/millrace.ts';
import { scoringModels, type ScoringModels } from '../support/scoring-models.ts';
import { type ServerProcess, startProcess, untilReady } from '../support/server-process.ts';

const PROGRAM = 'apps/model-serving/bin/millrace-serve.js';
const JSON_TYPE = { 'content-type': 'application/json' };
const FLOWER = '{"instances": [[7, 3, 6, 7]]}';

let models: ScoringModels;
beforeAll(async () => {
  models = await scoringModels();
}, 600_000);

async function serve(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ readonly url: string; readonly process: ServerProcess; readonly port: number }> {
  const port = await freePort();
  const process = startProcess(PROGRAM, environment, [
    '-p',
    String(port),
    '--python',
    models.python,
    ...args,
  ]);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(`${url}/ping`, process);
  return { url, process, port };
}

describe('millrace-serve', () => {
  let url: string;
  let port: number;
  let served: ServerProcess;
  beforeAll(async () => {
    const args = ['-m', models.folder('forest-onnx'), '--env-manager', 'local', '--max-body', '100000'];
    ({ url, port, process: served } = await serve(args));
  }, 60_000);
  afterAll(() => served?.stop());

  test('answers the routes of mlflow models serve', async () => {
    for (const path of ['/ping', '/health']) expect(await (await fetch(url + path)).text()).toBe('\n');
    expect(await (await fetch(`${url}/version`)).text()).toBe('3.17.2');
    const answer = await fetch(`${url}/invocations`, { method: 'POST', headers: JSON_TYPE, body: FLOWER });
    expect(answer.headers.get('content-type')).toBe('application/json');
    const { predictions } = (await answer.json()) as { predictions: { label: unknown } };
    expect(predictions.label).toEqual([2]);
  });

  test('answers the Open Inference Protocol', async () => {
    const get = async (path: string): Promise<unknown> => (await fetch(url + path)).json();
    expect(await get('/v2')).toEqual({ name: 'millrace', version: expect.any(String), extensions: [] });
    expect(await get('/v2/health/live')).toEqual({ live: true });
    expect(await get('/v2/health/ready')).toEqual({ ready: true });
    expect(await get('/v2/models/forest-onnx')).toEqual({
      name: 'forest-onnx',
      versions: [],
      platform: 'onnx_onnxv1',
      inputs: [{ name: 'input-0', datatype: 'FP32', shape: [-1, 4] }],
      outputs: [{ name: 'output-0', datatype: 'INT64', shape: [-1] }],
    });
    expect(await get('/v2/models/forest-onnx/ready')).toEqual({ name: 'forest-onnx', ready: true });
    const tensor = { name: 'input-0', datatype: 'FP32', shape: [2, 4], data: [7, 3, 6, 7, 1, 1, 1, 1] };
    const infer = async (body: object): Promise<Response> =>
      fetch(`${url}/v2/models/forest-onnx/infer`, { method: 'POST', body: JSON.stringify(body) });
    const answer = await infer({ id: 'a', inputs: [tensor], outputs: [{ name: 'label' }] });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        model_name: 'forest-onnx',
        id: 'a',
        outputs: [{ name: 'label', shape: [2], datatype: 'INT64', data: [2, 0] }],
      },
    ]);
    const wrong: readonly [object, RegExp][] = [
      [{}, /inputs must be a list/],
      [{ inputs: [{ ...tensor, datatype: 'FLOAT' }] }, /inputs\[0\]\.datatype must be one of BOOL/],
      [{ inputs: [{ ...tensor, shape: [3, 4] }] }, /data has 8 values, and its shape \[3, 4\] holds 12/],
      [{ inputs: [{ ...tensor, data: ['x', 3, 6, 7, 1, 1, 1, 1] }] }, /value 0 is "x"/],
      [{ inputs: [{ ...tensor, shape: [4, 2] }] }, /does not match expected shape/],
      [{ inputs: [tensor], outputs: [{ name: 'colour' }] }, /outputs names colour/],
    ];
    for (const [body, message] of wrong) {
      const refusal = await infer(body);
      expect(refusal.status).toBe(400);
      expect(await refusal.json()).toEqual(
        expect.objectContaining({
          error: expect.stringMatching(message),
          error_code: expect.any(String),
          message: expect.stringMatching(message),
        }),
      );
    }
    expect((await fetch(`${url}/v2/models/other/ready`)).status).toBe(404);
  }, 60_000);

  test('refuses what it has not, and what is too large', async () => {
    const statusOf = async (path: string, init?: RequestInit): Promise<unknown> => {
      const answer = await fetch(url + path, init);
      const { error_code: code, message } = (await answer.json()) as Record<string, unknown>;
      expect(message).toEqual(expect.any(String));
      return [answer.status, code];
    };
    expect(await statusOf('/nothing')).toEqual([404, 'ENDPOINT_NOT_FOUND']);
    expect(await statusOf('/invocations')).toEqual([405, 'BAD_REQUEST']);
    expect(await statusOf('/ping', { method: 'POST' })).toEqual([405, 'BAD_REQUEST']);
    const body = `{"instances": [[${'1,'.repeat(60_000)}1]]}`;
    expect(await statusOf('/invocations', { method: 'POST', headers: JSON_TYPE, body })).toEqual([
      413,
      'BAD_REQUEST',
    ]);
  });

  const head = (length: number, more = ''): string =>
    `POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;

  /** What comes back for pieces that are sent one after another, until `answers` answers are there or the connection ends. */
  async function exchange(pieces: readonly string[], answers: number): Promise<string[]> {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    for (const piece of pieces) {
      socket.write(piece);
      await sleep(30);
    }
    const received = (): string[] => text.split(/(?=HTTP\/1\.1 )/).filter((part) => part !== '');
    for (let waited = 0; received().length < answers && waited < 100; waited += 1)
      await Promise.race([sleep(20), closed]);
    socket.destroy();
    return received().map((part) => part.slice(9, 12) + (/"label": (\[[^\]]*\])/.exec(part)?.[1] ?? ''));
  }

  test('reads requests however they arrive', async () => {
    const request = head(FLOWER.length) + FLOWER;
    const small = '{"instances": [[1, 1, 1, 1]]}';
    expect(await exchange([request], 1)).toEqual(['200[2]']);
    expect(await exchange([request + head(small.length) + small + request], 3)).toEqual([
      '200[2]',
      '200[0]',
      '200[2]',
    ]);
    expect(await exchange([request, head(FLOWER.length), FLOWER, request], 3)).toEqual([
      '200[2]',
      '200[2]',
      '200[2]',
    ]);
    expect(await exchange(request.split(''), 1)).toEqual(['200[2]']);
    const chunked = head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked');
    const chunks = `${FLOWER.length.toString(16)}\r\n${FLOWER}\r\n0\r\n\r\n`;
    expect(await exchange([request, chunked + chunks], 2)).toEqual(['200[2]', '200[2]']);
    expect(await exchange([head(FLOWER.length, 'Connection: close\r\n') + FLOWER], 1)).toEqual(['200[2]']);
    expect(await exchange([head(FLOWER.length, 'Expect: 100-continue\r\n'), FLOWER], 2)).toEqual([
      '100',
      '200[2]',
    ]);
  }, 30_000);

  test('refuses heads that could be read in two ways', async () => {
    const twice = head(FLOWER.length, 'Content-Length: 3\r\n') + FLOWER;
    const both = head(FLOWER.length, 'Transfer-Encoding: chunked\r\n') + FLOWER;
    const signed = head(FLOWER.length).replace('Length: ', 'Length: +') + FLOWER;
    for (const request of [twice, both, signed, 'GARBAGE\r\n\r\n'])
      expect((await exchange([request], 1))[0]?.slice(0, 3)).toBe('400');
  });
});

test('answers what it has taken when it is told to stop', async () => {
  const { url, process } = await serve(['-m', models.folder('counting')]);
  const body = '{"dataframe_records": [{"text": "a"}]}';
  const asked = Array.from({ length: 30 }, () =>
    fetch(`${url}/invocations`, { method: 'POST', headers: JSON_TYPE, body }).then(({ status }) => status),
  );
  await sleep(300);
  expect(await process.stop()).toBe(0);
  expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
}, 60_000);

test('says what is wrong with its command line and its model', async () => {
  const run = async (...args: string[]): Promise<[number | string, string]> => {
    const process = startProcess(PROGRAM, {}, args);
    return [await process.ended, process.output()];
  };
  expect(await run()).toEqual([2, expect.stringContaining('-m, the URI of the model, is missing.')]);
  expect(await run('-m', 'x', '-p', 'http')).toEqual([2, expect.stringContaining('--port must be a number')]);
  expect(await run('-m', 'x', '--env-manager', 'conda')).toEqual([
    2,
    expect.stringContaining('only local is there'),
  ]);
  expect(await run('-m', '/nowhere')).toEqual([1, expect.stringContaining('There is no folder /nowhere.')]);
  expect(await run('-m', 'models:/a/1')).toEqual([1, expect.stringContaining('set MLFLOW_TRACKING_URI')]);
  expect(await run('--help')).toEqual([0, expect.stringContaining('--model-uri URI')]);
}, 60_000);

test("serves a registered model, by its version and by its alias, and a run's", async () => {
  const millrace = await startMillrace();
  try {
    const call = async <Reply>(path: string, body: object): Promise<Reply> => {
      const answer = await fetch(`${millrace.url}/api/2.0/mlflow/${path}`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify(body),
      });
      return (await answer.json()) as Reply;
    };
    const { run } = await call<{ run: { info: { run_id: string; artifact_uri: string } } }>('runs/create', {
      experiment_id: '0',
    });
    const folder = models.folder('forest-onnx');
    const place = run.info.artifact_uri.replace(/^mlflow-artifacts:\/+/, '');
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const target = `${millrace.url}/api/2.0/mlflow-artifacts/artifacts/${place}/my model${path.slice(folder.length)}`;
      const put = await fetch(target.replaceAll(' ', '%20'), { method: 'PUT', body: await readFile(path) });
      expect(put.status).toBe(200);
    }
    await call('registered-models/create', { name: 'flowers' });
    const source = `${run.info.artifact_uri}/my model`;
    await call('model-versions/create', { name: 'flowers', source, run_id: run.info.run_id });
    const alias = await fetch(`${millrace.url}/api/2.0/mlflow/registered-models/alias`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ name: 'flowers', alias: 'best', version: '1' }),
    });
    expect(alias.status).toBe(200);
    for (const uri of ['models:/flowers/1', 'models:/flowers@best', `runs:/${run.info.run_id}/my model`]) {
      const { url, process } = await serve(['-m', uri], { MLFLOW_TRACKING_URI: millrace.url });
      const answer = await fetch(`${url}/invocations`, { method: 'POST', headers: JSON_TYPE, body: FLOWER });
      expect([uri, answer.status]).toEqual([uri, 200]);
      if (uri.startsWith('models:'))
        expect((await fetch(`${url}/v2/models/flowers/versions/1/ready`)).status).toBe(200);
      expect(await process.stop()).toBe(0);
    }
  } finally {
    await millrace.stop();
  }
}, 120_000);
