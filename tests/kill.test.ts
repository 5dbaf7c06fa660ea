import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMillrace, type Millrace } from './support/millrace.ts';
import { Rest } from './support/rest.ts';
import { type ServiceName, type Services, startServices } from './support/services.ts';

const WRITERS = 16;
/** Writes that must have been acknowledged before the service is killed: enough that many more are under way. */
const BEFORE_KILL = 300;
const TEST_MS = 120_000;

/** What a writer was told is kept, to be looked for afterwards. */
class Acknowledged<Fact> {
  readonly facts: Fact[] = [];
  #stopped = false;

  /** Writes from many connections at once until `stop`; a write that fails was not acknowledged, and ends its writer. */
  async write(one: (writer: number, count: number) => Promise<Fact>): Promise<void> {
    const writer = async (number: number): Promise<void> => {
      for (let count = 0; !this.#stopped; count += 1) {
        try {
          this.facts.push(await one(number, count));
        } catch {
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
  }

  async atLeast(count: number): Promise<void> {
    while (this.facts.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  stop(): void {
    this.#stopped = true;
  }
}

async function newRun(rest: Rest): Promise<string> {
  const { run } = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: '0',
  });
  return run.info.run_id;
}

interface Point {
  readonly key: string;
  readonly step: number;
}

/** Logs metrics to one run from all writers until the server is killed, and finds every acknowledged point afterwards. */
async function killWhileLogging(
  rest: Rest,
  kill: () => Promise<void>,
  start: () => Promise<unknown>,
  reopened = () => rest,
): Promise<void> {
  const run = await newRun(rest);
  const acknowledged = new Acknowledged<Point>();
  const writing = acknowledged.write(async (writer, step) => {
    const point = { key: `m${writer}`, step };
    await rest.post('runs/log-metric', {
      run_id: run,
      ...point,
      value: step,
      timestamp: 1_700_000_000_000 + step,
    });
    return point;
  });
  await acknowledged.atLeast(BEFORE_KILL);
  await kill();
  acknowledged.stop();
  await writing;
  await start();
  const kept = new Set<string>();
  for (let writer = 0; writer < WRITERS; writer += 1) {
    const { metrics = [] } = await reopened().get<{ metrics?: Point[] }>('metrics/get-history', {
      run_id: run,
      metric_key: `m${writer}`,
    });
    for (const point of metrics) kept.add(`${point.key} ${point.step}`);
  }
  const lost = acknowledged.facts.filter((point) => !kept.has(`${point.key} ${point.step}`));
  expect(lost).toEqual([]);
  expect(kept.size).toBeGreaterThanOrEqual(BEFORE_KILL);
}

describe('a service killed with SIGKILL loses nothing that it acknowledged', () => {
  let services: Services;
  let rest: Rest;
  const restart = (name: ServiceName) => [() => services.kill(name), () => services.start(name)] as const;

  beforeAll(async () => {
    services = await startServices();
    rest = new Rest(services.url);
  }, TEST_MS);
  afterAll(() => services.stop());

  it(
    'tracking, in the middle of logging',
    async () => {
      const [kill, start] = restart('tracking');
      await killWhileLogging(rest, kill, start);
    },
    TEST_MS,
  );

  it(
    'artifact, in the middle of uploads: whole files, or none',
    async () => {
      const [kill, start] = restart('artifact');
      const acknowledged = new Acknowledged<string>();
      const bytes = (path: string) => Buffer.alloc(200_000, createHash('sha256').update(path).digest());
      const attempted = new Set<string>();
      const writing = acknowledged.write(async (writer, count) => {
        const path = `kill/${writer}/${count}.bin`;
        attempted.add(path);
        await rest.put(path, bytes(path));
        return path;
      });
      await acknowledged.atLeast(BEFORE_KILL);
      await kill();
      acknowledged.stop();
      await writing;
      await start();
      const there = new Map<string, Buffer>();
      for (const path of attempted) {
        const kept = await rest.download(path);
        if (kept) there.set(path, kept);
      }
      expect(acknowledged.facts.filter((path) => !there.has(path))).toEqual([]);
      expect([...there].filter(([path, kept]) => !kept.equals(bytes(path)))).toEqual([]);
    },
    TEST_MS,
  );

  it(
    'registry, in the middle of creating versions: each number once',
    async () => {
      const [kill, start] = restart('registry');
      await rest.post('registered-models/create', { name: 'killed' });
      const acknowledged = new Acknowledged<string>();
      const writing = acknowledged.write(async () => {
        const source = 's3://bucket/model';
        const { model_version } = await rest.post<{ model_version: { version: string } }>(
          'model-versions/create',
          { name: 'killed', source },
        );
        return model_version.version;
      });
      await acknowledged.atLeast(50);
      await kill();
      acknowledged.stop();
      await writing;
      await start();
      const query = { filter: "name = 'killed'", max_results: '10000' };
      const { model_versions } = await rest.get<{ model_versions: { version: string }[] }>(
        'model-versions/search',
        query,
      );
      const kept = model_versions.map(({ version }) => version);
      expect(new Set(acknowledged.facts).size).toBe(acknowledged.facts.length);
      expect(acknowledged.facts.filter((version) => !kept.includes(version))).toEqual([]);
    },
    TEST_MS,
  );
});

describe('all of it in one process', () => {
  it(
    'loses nothing that it acknowledged when it is killed with SIGKILL',
    async () => {
      let millrace: Millrace = await startMillrace();
      const { home } = millrace;
      const kill = async (): Promise<void> => void (await millrace.process.stop('SIGKILL'));
      const start = async (): Promise<void> => void (millrace = await startMillrace({ home }));
      await killWhileLogging(new Rest(millrace.url), kill, start, () => new Rest(millrace.url));
      await millrace.stop();
    },
    TEST_MS,
  );
});
