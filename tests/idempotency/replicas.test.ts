import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { freePort } from '../../packages/database/test/free-port.ts';
import { type PostgresServer, startTestPostgres } from '../../packages/database/test/postgres-server.ts';
import { ROOT, type ServerProcess, startProcess, untilReady } from '../support/server-process.ts';

const TEST_MS = 120_000;

interface Replica {
  readonly url: string;
  readonly process: ServerProcess;
}

let postgres: PostgresServer;
let watcher: pg.Client;
let one: Replica;
let two: Replica;

beforeAll(async () => {
  postgres = await startTestPostgres({ durable: true });
  watcher = new pg.Client({ connectionString: postgres.url });
  await watcher.connect();
  [one, two] = await Promise.all([startTracking(), startTracking()]);
}, TEST_MS);

afterAll(async () => {
  await watcher.end();
  await Promise.all([one, two].map(({ process }) => process.stop()));
  await postgres.stop();
});

async function startTracking(): Promise<Replica> {
  const port = String(await freePort());
  const environment = { DATABASE_URL: postgres.url, PORT: port };
  const process = startProcess(join(ROOT, 'apps/tracking/dist/main.js'), environment);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(`${url}/ready`, process);
  return { url, process };
}

/** Asks a replica to create something, and returns the answer's status and text; undefined when it did not answer. */
async function create(
  replica: Replica,
  path: string,
  body: object,
  key: string,
): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  try {
    const answer = await fetch(`${replica.url}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return `${answer.status} ${await answer.text()}`;
  } catch {
    return undefined;
  }
}

async function count(from: string): Promise<number> {
  const { rows } = await watcher.query<{ count: string }>(`SELECT count(*) FROM ${from}`);
  return Number(rows[0]?.count);
}

const THINGS = [
  ['runs/create', 'runs', (name: string) => ({ experiment_id: '0', run_name: name })],
  ['experiments/create', 'experiments', (name: string) => ({ name })],
  ['logged-models', 'logged_models', (name: string) => ({ experiment_id: '0', name })],
] as const;

it.each(THINGS)(
  '%s makes one thing for each key, whichever replica is asked, at once and again',
  async (path, table, body) => {
    const before = await count(table);
    const keys = Array.from({ length: 40 }, (_, index) => `${table}-${index}`);
    const ask = (): Promise<(string | undefined)[]> =>
      Promise.all(
        keys.flatMap((key) => [one, two, one].map((replica) => create(replica, path, body(key), key))),
      );
    const answers = await ask();
    expect(new Set(answers).size).toBe(keys.length);
    expect(answers.every((answer) => answer?.startsWith('200 '))).toBe(true);
    expect(await ask()).toEqual(answers);
    expect(await count(table)).toBe(before + keys.length);
  },
);

it.each(THINGS)(
  '%s makes one thing for each key when a replica is killed at work, and answers as it had',
  async (path, table, body) => {
    const before = await count(table);
    const victim = await startTracking();
    const keys = Array.from({ length: 300 }, (_, index) => `killed-${table}-${index}`);
    const answers = new Map<string, string | undefined>();
    const waiting = keys.values();
    const worker = async (): Promise<void> => {
      for (const key of waiting) {
        const answer = await create(victim, path, body(key), key);
        answers.set(key, answer);
        if (answer === undefined) return;
        if (answers.size === 100) await victim.process.stop('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    const acknowledged = [...answers].filter(([, answer]) => answer !== undefined);
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
    expect(acknowledged.length).toBeLessThan(keys.length);

    const retried = new Map<string, string | undefined>();
    for (const key of keys) retried.set(key, await create(two, path, body(key), key));
    expect([...retried.values()].every((answer) => answer?.startsWith('200 '))).toBe(true);
    for (const [key, answer] of acknowledged) expect(retried.get(key)).toBe(answer);
    expect(await count(table)).toBe(before + keys.length);
  },
  TEST_MS,
);
