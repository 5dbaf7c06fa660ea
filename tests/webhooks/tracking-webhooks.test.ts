import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Receiver, startReceiver } from '../../apps/registry/test/receiver.ts';
import { type PostgresServer, startTestPostgres } from '../../packages/database/test/postgres-server.ts';
import { Rest } from '../support/rest.ts';
import { type Replica, startReplica } from './replicas.ts';

const START_MS = 120_000;
/** Longer than it takes until every process knows a new webhook, and until a message that should not come would have come. */
const MOMENTS_MS = 1000;

let postgres: PostgresServer;
let watcher: pg.Client;
let tracking: [Replica, Replica];
let registry: [Replica, Replica];
let receiver: Receiver;
let clients: [Rest, Rest];
let hooks: Rest;

beforeAll(async () => {
  postgres = await startTestPostgres({ durable: true });
  watcher = new pg.Client({ connectionString: postgres.url });
  await watcher.connect();
  receiver = await startReceiver();
  tracking = await Promise.all([
    startReplica('tracking', postgres.url),
    startReplica('tracking', postgres.url),
  ]);
  registry = await Promise.all([
    startReplica('registry', postgres.url),
    startReplica('registry', postgres.url),
  ]);
  clients = [new Rest(tracking[0].url), new Rest(tracking[1].url)];
  hooks = new Rest(registry[0].url);
}, START_MS);

afterAll(async () => {
  await Promise.all([...tracking, ...registry].map((replica) => replica.stop()));
  await receiver.close();
  await watcher.end();
  await postgres.stop();
});

beforeEach(() => void ((receiver.received as unknown[]).length = 0));

type Event = Readonly<Record<string, unknown>>;
interface Message {
  readonly entity: string;
  readonly action: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The messages so far, in no particular order: jobs send them. */
const messages = (): Message[] => receiver.received.map(({ body }) => JSON.parse(body) as Message);
const told = (): string[] =>
  messages()
    .map(({ entity, action }) => `${entity}.${action}`)
    .toSorted();

async function subscribe(...events: Event[]): Promise<string> {
  const url = `http://127.0.0.1:${receiver.port}/hook`;
  const { webhook } = await hooks.post<{ webhook: { webhook_id: string } }>('webhooks', {
    name: 'hook',
    url,
    secret: 'shh',
    events,
  });
  await sleep(MOMENTS_MS);
  return webhook.webhook_id;
}

async function change(webhookId: string, method: 'PATCH' | 'DELETE', body: object = {}): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const path = `${registry[1].url}/api/2.0/mlflow/webhooks/${webhookId}`;
  const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  await sleep(MOMENTS_MS);
}

async function newExperiment(name: string): Promise<string> {
  return (await clients[0].post<{ experiment_id: string }>('experiments/create', { name })).experiment_id;
}

async function newRun(experimentId = '0', client = clients[0]): Promise<string> {
  const body = { experiment_id: experimentId, run_name: 'r', user_id: 'me', start_time: 5 };
  return (await client.post<{ run: { info: { run_id: string } } }>('runs/create', body)).run.info.run_id;
}

const end = (run: string, status: string, client = clients[0]): Promise<unknown> =>
  client.post('runs/update', { run_id: run, status, end_time: 9 });

const log = (run: string, key: string, value: number | string, client = clients[0]): Promise<unknown> =>
  client.post('runs/log-metric', { run_id: run, key, value, timestamp: 7, step: 3 });

const crossed = (condition: Event): Event => ({ entity: 'METRIC', action: 'CROSSED', condition });
const run = (action: string, condition?: Event): Event => ({
  entity: 'RUN',
  action,
  ...(condition && { condition }),
});

async function outbox(): Promise<number> {
  const { rows } = await watcher.query<{ count: string }>(
    `SELECT count(*) FROM outbox_events WHERE name ~ '^(run|experiment|metric)\\.'`,
  );
  return Number(rows[0]?.count);
}

it('writes no events while nobody wants any', async () => {
  const experiment = await newExperiment('silent');
  const silent = await newRun(experiment);
  await log(silent, 'accuracy', 1);
  await end(silent, 'FINISHED');
  await clients[0].post('experiments/delete', { experiment_id: experiment });
  expect(await outbox()).toBe(0);
});

it('tells of experiments and runs: made, deleted, ended', async () => {
  const webhook = await subscribe(
    { entity: 'EXPERIMENT', action: 'CREATED' },
    { entity: 'EXPERIMENT', action: 'DELETED' },
    ...['CREATED', 'FINISHED', 'FAILED', 'KILLED'].map((action) => run(action)),
  );
  const { experiment_id } = await clients[1].post<{ experiment_id: string }>('experiments/create', {
    name: 'told',
    tags: [{ key: 'team', value: 'a' }],
  });
  const runs = await Promise.all([
    newRun(experiment_id, clients[0]),
    newRun(experiment_id, clients[1]),
    newRun(experiment_id, clients[1]),
  ]);
  await end(runs[0], 'FINISHED', clients[1]);
  // What it is already is no end.
  await end(runs[0], 'FINISHED', clients[0]);
  await end(runs[1], 'FAILED');
  await end(runs[2], 'SCHEDULED');
  await end(runs[2], 'KILLED');
  await clients[0].post('experiments/delete', { experiment_id });
  await receiver.count(8);
  await sleep(MOMENTS_MS);
  expect(told()).toEqual([
    'experiment.created',
    'experiment.deleted',
    'run.created',
    'run.created',
    'run.created',
    'run.failed',
    'run.finished',
    'run.killed',
  ]);
  const about = { experiment_id, run_name: 'r', user_id: 'me', start_time: 5 };
  const data = (entity: string, action: string): unknown =>
    messages().find((message) => message.entity === entity && message.action === action)?.data;
  expect(data('run', 'finished')).toEqual({ ...about, run_id: runs[0], status: 'FINISHED', end_time: 9 });
  expect(data('run', 'failed')).toEqual({ ...about, run_id: runs[1], status: 'FAILED', end_time: 9 });
  expect(data('run', 'created')).toEqual({ ...about, run_id: expect.any(String) });
  expect(data('experiment', 'deleted')).toEqual({ experiment_id, name: 'told' });
  expect(data('experiment', 'created')).toEqual({
    experiment_id,
    name: 'told',
    artifact_location: `mlflow-artifacts:/${experiment_id}`,
    tags: { team: 'a' },
  });
  expect(receiver.received[0]?.headers['x-mlflow-signature']).toMatch(/^v1,/);
  await change(webhook, 'DELETE');
});

it('tells a webhook of the runs of its experiment only', async () => {
  const [mine, other] = [await newExperiment('mine'), await newExperiment('other')];
  const webhook = await subscribe(
    run('CREATED', { experiment_id: mine }),
    run('FINISHED', { experiment_id: mine }),
  );
  const { webhook: shown } = await hooks.get<{ webhook: Record<string, unknown> }>(`webhooks/${webhook}`);
  // Under a name of their own: MLflow's client fails on events that it does not know.
  expect(shown).not.toHaveProperty('events');
  expect(shown['tracking_events']).toEqual([
    { entity: 'RUN', action: 'CREATED', condition: { experiment_id: mine } },
    { entity: 'RUN', action: 'FINISHED', condition: { experiment_id: mine } },
  ]);
  const ids = async (path: string): Promise<string[]> => {
    const answer = await fetch(`${registry[1].url}/api/${path}`);
    const { webhooks = [] } = (await answer.json()) as { webhooks?: { webhook_id: string }[] };
    return webhooks.map(({ webhook_id }) => webhook_id);
  };
  expect(await ids('2.0/mlflow/webhooks')).toEqual([]);
  expect(await ids('millrace/webhooks')).toEqual([webhook]);
  for (const experiment of [other, mine]) await end(await newRun(experiment), 'FINISHED');
  await receiver.count(2);
  await sleep(MOMENTS_MS);
  expect(messages().map(({ data }) => data['experiment_id'])).toEqual([mine, mine]);
  await change(webhook, 'DELETE');
});

it('tells once for each run that a metric went past its threshold, whoever logs and however often', async () => {
  const experiment = await newExperiment('watched');
  const webhook = await subscribe(
    crossed({ metric_key: 'accuracy', comparator: '>=', value: 0.9 }),
    crossed({ metric_key: 'loss', comparator: '<', value: 0.1, experiment_id: experiment }),
  );
  const runs = await Promise.all(
    Array.from({ length: 6 }, (_, index) => newRun(index < 3 ? '0' : experiment)),
  );
  for (const each of runs) {
    await log(each, 'accuracy', 0.89);
    await log(each, 'accuracy', 'NaN', clients[1]);
    await log(each, 'other', 1);
  }
  await sleep(MOMENTS_MS);
  expect(messages()).toEqual([]);
  const writes = runs.flatMap((each) =>
    Array.from({ length: 20 }, (_, step) =>
      step % 2
        ? log(each, 'accuracy', 0.9 + step / 1000, clients[step % 4 === 1 ? 0 : 1])
        : clients[step % 4 === 0 ? 0 : 1].post('runs/log-batch', {
            run_id: each,
            metrics: [0.05, 0.2].map((value) => ({ key: 'loss', value, timestamp: 1, step })),
            params: [{ key: `p${step}`, value: '1' }],
          }),
    ),
  );
  await Promise.all(writes);
  await receiver.count(9);
  await sleep(MOMENTS_MS);
  const found = messages().map(({ data }) => `${String(data['metric_key'])} ${String(data['run_id'])}`);
  expect(found.toSorted()).toEqual(
    [...runs.map((each) => `accuracy ${each}`), ...runs.slice(3).map((each) => `loss ${each}`)].toSorted(),
  );
  expect(messages().find(({ data }) => data['metric_key'] === 'loss')).toMatchObject({
    entity: 'metric',
    action: 'crossed',
    data: {
      experiment_id: experiment,
      run_name: 'r',
      value: 0.05,
      timestamp: 1,
      condition: { metric_key: 'loss', comparator: '<', value: 0.1, experiment_id: experiment },
    },
  });

  // A process that starts anew knows from the database what was told.
  await tracking[1].kill();
  await tracking[1].start();
  for (const each of runs) await log(each, 'accuracy', 0.99, clients[1]);
  await sleep(MOMENTS_MS);
  expect(messages()).toHaveLength(9);

  // So does a webhook that was off for a while, and one that was changed; it hears of new runs.
  await change(webhook, 'PATCH', { status: 'DISABLED' });
  const unseen = await newRun();
  await log(unseen, 'accuracy', 0.95);
  await change(webhook, 'PATCH', { status: 'ACTIVE', name: 'renamed' });
  await log(runs[0] as string, 'accuracy', 0.97);
  await sleep(MOMENTS_MS);
  expect(messages()).toHaveLength(9);
  await log(unseen, 'accuracy', 0.96);
  await receiver.count(10);
  expect(messages()[9]?.data).toMatchObject({ run_id: unseen, value: 0.96, step: 3, timestamp: 7 });

  await change(webhook, 'DELETE');
  await log(await newRun(), 'accuracy', 1);
  await sleep(MOMENTS_MS);
  expect(messages()).toHaveLength(10);
  const { rows } = await watcher.query('SELECT FROM metric_crossings UNION ALL SELECT FROM event_demands');
  expect(rows).toHaveLength(0);
});

it(
  'delivers what happened while no registry ran, once it runs',
  async () => {
    const webhook = await subscribe(
      run('CREATED'),
      run('FAILED'),
      crossed({ metric_key: 'm', comparator: '>', value: 1 }),
    );
    await Promise.all(registry.map((replica) => replica.kill()));
    const lost = await newRun();
    await log(lost, 'm', 2);
    await end(lost, 'FAILED');
    await tracking[0].kill();
    await Promise.all([tracking[0].start(), ...registry.map((replica) => replica.start())]);
    await log(lost, 'm', 3);
    await receiver.count(3);
    await sleep(MOMENTS_MS);
    expect(told()).toEqual(['metric.crossed', 'run.created', 'run.failed']);
    await change(webhook, 'DELETE');
  },
  START_MS,
);

it('creates runs with an Idempotency-Key once, and tells of them once', async () => {
  const webhook = await subscribe(run('CREATED'));
  const create = async ({ url }: Replica): Promise<string> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'one-run' };
    const body = JSON.stringify({ experiment_id: '0' });
    return (await fetch(`${url}/api/2.0/mlflow/runs/create`, { method: 'POST', headers, body })).text();
  };
  const answers = await Promise.all([...tracking, ...tracking].map(create));
  expect(new Set(answers).size).toBe(1);
  await receiver.count(1);
  await sleep(MOMENTS_MS);
  expect(messages()).toHaveLength(1);
  await change(webhook, 'DELETE');
});
