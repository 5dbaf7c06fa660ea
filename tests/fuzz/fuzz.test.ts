import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { type PostgresServer, startTestPostgres } from '../../packages/database/test/postgres-server.ts';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { type MalformedRequest, requestsTo } from './requests.ts';
import { readApi } from './routes.ts';
import { seedData } from './seed-data.ts';
import { type Answer, Sender } from './send.ts';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 10_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const CONNECTIONS = 16;
/** What the server may open: its pool of 10, two writers' connections, messaging's 5, and 3 of requests with a key. */
const MOST_CONNECTIONS = 20;
/** For garbage that was not collected yet, and caches that fill: a leak of 30 KB with each request would be more. */
const MEMORY_MARGIN_BYTES = 256 << 20;
const LIMIT_MS = 600_000;

describe('ten thousand malformed requests', () => {
  let postgres: PostgresServer;
  let millrace: Millrace;
  let watcher: pg.Client;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    millrace = await startMillrace({ environment: { DATABASE_URL: postgres.url } });
    watcher = new pg.Client({ connectionString: postgres.url });
    await watcher.connect();
  }, 120_000);
  afterAll(async () => {
    await watcher.end();
    await millrace.stop();
    await postgres.stop();
  });

  it(
    'are each answered with a clear error or done, and leave nothing behind',
    async () => {
      process.stdout.write(`Fuzzing with FUZZ_SEED=${SEED}, ${REQUESTS} requests\n`);
      const known = await seedData(millrace.url);
      const api = await readApi(millrace.url);
      const perRoute = Math.ceil(REQUESTS / api.routes.length);
      const requests = api.routes.flatMap((route, index) =>
        fc.sample(requestsTo(api, route, known), { seed: SEED + index, numRuns: perRoute }),
      );
      expect(requests.length).toBeGreaterThanOrEqual(REQUESTS);

      // Pools and caches are full after the first part; only what comes after it can be a leak.
      const warmUp = shuffled(requests).slice(0, REQUESTS / 5);
      const complaints = await sendAll(millrace.url, warmUp);
      const before = await measure();
      complaints.push(...(await sendAll(millrace.url, requests)));
      const after = await measure();

      expect(summary(complaints)).toEqual([]);
      expect(after.busy).toBe(0);
      expect(after.connections).toBeLessThanOrEqual(MOST_CONNECTIONS);
      expect(after.residentBytes).toBeLessThan(before.residentBytes + MEMORY_MARGIN_BYTES);
      const alive = await fetch(`${millrace.url}/api/2.0/mlflow/experiments/get?experiment_id=0`);
      expect(alive.status).toBe(200);
    },
    LIMIT_MS,
  );

  async function measure(): Promise<{ connections: number; busy: number; residentBytes: number }> {
    const { rows } = await watcher.query<{ connections: number; busy: number }>(
      `SELECT count(*)::int AS connections, (count(*) FILTER (WHERE state LIKE 'idle in transaction%'))::int AS busy
       FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    const metrics = await (await fetch(`${millrace.url}/metrics`)).text();
    const resident = /^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1];
    return { ...(rows[0] ?? { connections: 0, busy: 0 }), residentBytes: Number(resident) };
  }
});

/** Sends all requests; returns what was wrong with the answers. */
async function sendAll(url: string, requests: readonly MalformedRequest[]): Promise<string[]> {
  const sender = new Sender(new URL(url), CONNECTIONS);
  const complaints: string[] = [];
  const queue = requests.values();
  const worker = async (): Promise<void> => {
    for (const request of queue) {
      const complaint = await sender.send(request).then(
        (answer) => complaintOf(request, answer),
        (error: Error) => error.message,
      );
      if (complaint !== undefined) complaints.push(`${complaint}\n  for ${describeRequest(request)}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  sender.close();
  return complaints;
}

function complaintOf({ target }: MalformedRequest, { status, text }: Answer): string | undefined {
  // MLflow's own answers for what a server does not do are no faults of it.
  const declared = status === 501 || (status === 503 && text.includes('"FEATURE_DISABLED"'));
  if (status >= 500 && !declared) return `${status} ${text.slice(0, 300)}`;
  if (status < 400) return undefined;
  try {
    const { error_code, message, detail } = JSON.parse(text) as Record<string, unknown>;
    if (typeof error_code === 'string' && typeof message === 'string') return undefined;
    // The OpenTelemetry route is of MLflow's other framework, with another shape of errors.
    if (target.startsWith('/v1/traces') && detail !== undefined) return undefined;
  } catch {
    // Told below.
  }
  return `${status} is no error of ours: ${text.slice(0, 300)}`;
}

function describeRequest({ method, target, headers, body }: MalformedRequest): string {
  return `${method} ${target.slice(0, 400)} ${JSON.stringify(headers).slice(0, 200)} ${body?.toString().slice(0, 600) ?? ''}`;
}

/** One complaint of each kind is enough to read. */
function summary(complaints: readonly string[]): string[] {
  const firsts = new Map(complaints.map((complaint) => [complaint.slice(0, 100), complaint]));
  return [...firsts.values()].slice(0, 20);
}

/** In an order that depends on the seed only. */
function shuffled<T>(items: readonly T[]): T[] {
  const order = fc.sample(fc.nat(), { seed: SEED, numRuns: items.length });
  return items
    .map((item, index) => [order[index] ?? 0, item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
