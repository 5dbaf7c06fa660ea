import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type PostgresServer, startTestPostgres } from '../../packages/database/test/postgres-server.ts';
import { Rest } from '../support/rest.ts';
import { type Replica, startReplica } from '../webhooks/replicas.ts';

const TEST_MS = 120_000;

interface Told {
  readonly name: string;
  readonly version: string;
}

interface Run {
  readonly info: { readonly run_id: string; readonly lifecycle_stage: string };
  readonly data: {
    readonly metrics?: { key: string; value: number; step: number }[];
    readonly tags?: { key: string; value: string }[];
  };
}

let postgres: PostgresServer;
let replicas: Replica[];
let trackingA: Rest;
let trackingB: Rest;
let registryA: Rest;
let registryB: Rest;

beforeAll(async () => {
  postgres = await startTestPostgres({ durable: true });
  // All at once, on an empty database.
  replicas = await Promise.all(
    (['tracking', 'tracking', 'registry', 'registry'] as const).map((service) =>
      startReplica(service, postgres.url),
    ),
  );
  [trackingA, trackingB, registryA, registryB] = replicas.map(({ url }) => new Rest(url)) as [
    Rest,
    Rest,
    Rest,
    Rest,
  ];
}, TEST_MS);
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await postgres.stop();
});

async function newRun(): Promise<string> {
  const { run } = await trackingA.post<{ run: Run }>('runs/create', { experiment_id: '0' });
  return run.info.run_id;
}

/** A run as both replicas have it, by itself and in a search; all must be the same. */
async function seenByBoth(runId: string, view = 'ALL'): Promise<Run> {
  const search = { experiment_ids: ['0'], filter: `attributes.run_id = '${runId}'`, run_view_type: view };
  const answers = await Promise.all(
    [trackingA, trackingB].flatMap((rest) => [
      rest.get<{ run: Run }>('runs/get', { run_id: runId }).then(({ run }) => run),
      rest.post<{ runs: [Run] }>('runs/search', search).then(({ runs }) => runs[0]),
    ]),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  return answers[0] as Run;
}

it('what one replica changes of a finished run, whose answer all keep, the other one sees at once', async () => {
  const runId = await newRun();
  await trackingA.post('runs/update', { run_id: runId, status: 'FINISHED', end_time: 1 });
  for (let round = 0; round < 10; round += 1) {
    await seenByBoth(runId);
    const [writer, value] = [round % 2 === 0 ? trackingA : trackingB, String(round)];
    await writer.post('runs/set-tag', { run_id: runId, key: 'round', value });
    expect((await seenByBoth(runId)).data.tags).toContainEqual({ key: 'round', value });
    await writer.post('runs/log-metric', {
      run_id: runId,
      key: 'm',
      value: round,
      step: round,
      timestamp: round,
    });
    expect((await seenByBoth(runId)).data.metrics).toMatchObject([{ key: 'm', value: round }]);
  }
  await trackingA.post('runs/delete', { run_id: runId });
  expect((await seenByBoth(runId)).info.lifecycle_stage).toBe('deleted');
  await trackingB.post('runs/restore', { run_id: runId });
  expect((await seenByBoth(runId)).info.lifecycle_stage).toBe('active');
});

it('replicas that log to one run at once lose no point, double none, and agree on the latest', async () => {
  const runId = await newRun();
  const points = 400;
  await Promise.all(
    Array.from({ length: points }, (_, step) =>
      [trackingA, trackingB].map((rest) =>
        rest.post('runs/log-metric', { run_id: runId, key: 'm', value: step, step, timestamp: step }),
      ),
    ).flat(),
  );
  const { metrics } = await trackingB.get<{ metrics: { step: number }[] }>('metrics/get-history', {
    run_id: runId,
    metric_key: 'm',
  });
  expect(metrics.map(({ step }) => step)).toEqual(Array.from({ length: points }, (_, step) => step));
  expect((await seenByBoth(runId)).data.metrics).toMatchObject([{ step: points - 1, value: points - 1 }]);
});

it('a parameter that both replicas are given at once has one value', async () => {
  const runId = await newRun();
  const outcomes = await Promise.allSettled(
    [trackingA, trackingB].map((rest, index) =>
      rest.post('runs/log-parameter', { run_id: runId, key: 'p', value: `of ${index}` }),
    ),
  );
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await seenByBoth(runId);
});

it(
  'who follows a run at one replica hears what is logged to the other one',
  async () => {
    const runId = await newRun();
    const stream = await fetch(`${replicas[1]?.url}/api/millrace/runs/events?run_id=${runId}`, {
      headers: { accept: 'text/event-stream' },
    });
    const reader = (stream.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const listening = (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        heard += value;
      }
    })();
    for (let step = 0; !heard.includes('"loss"'); step += 1) {
      await trackingA.post('runs/log-metric', {
        run_id: runId,
        key: 'loss',
        value: 1,
        step,
        timestamp: step,
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await reader.cancel();
    await listening;
  },
  TEST_MS,
);

it('an alias moved at one replica is followed at the other one, and versions are numbered once', async () => {
  await registryA.post('registered-models/create', { name: 'shared' });
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? registryA : registryB).post<{ model_version: { version: string } }>(
        'model-versions/create',
        {
          name: 'shared',
          source: 's3://bucket/model',
        },
      ),
    ),
  );
  const numbers = made
    .map(({ model_version }) => Number(model_version.version))
    .toSorted((one, other) => one - other);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (const version of ['3', '17', '5']) {
    await registryA.post('registered-models/alias', { name: 'shared', alias: 'champion', version });
    expect(
      await registryB.get('registered-models/alias', { name: 'shared', alias: 'champion' }),
    ).toMatchObject({
      model_version: { version },
    });
  }
});

it(
  'of what replicas tell, a webhook hears each thing once',
  async () => {
    const heard: Told[] = [];
    const receiver: Server = createServer((request, response) => {
      void json(request).then((body) => heard.push((body as { data: Told }).data));
      response.end();
    }).listen(0, '127.0.0.1');
    // What the test before has told of may still be on its way.
    const versions = (): number[] =>
      heard.filter(({ name }) => name === 'told').map(({ version }) => Number(version));
    await registryA.post('registered-models/create', { name: 'told' });
    await fetch(`${replicas[2]?.url}/api/2.0/mlflow/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'once',
        url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
        events: [{ entity: 'MODEL_VERSION', action: 'CREATED' }],
      }),
    });
    const count = 30;
    for (let index = 0; index < count; index += 1)
      await (index % 2 === 0 ? registryA : registryB).post('model-versions/create', {
        name: 'told',
        source: 's3://bucket/model',
      });
    for (let look = 0; look < 400 && versions().length < count; look += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    // A second delivery would come right after the first.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(versions().toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    receiver.close();
  },
  TEST_MS,
);
