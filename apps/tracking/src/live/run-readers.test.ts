import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Broker } from '@millrace/messaging/broker/broker';
import { LiveTopics } from '@millrace/messaging/topics/live-topics';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import type { RunWrite } from '../batch/run-write.ts';
import { RunReaders } from './run-readers.ts';
import { RunUpdates } from './run-updates.ts';
import { WatchedRuns } from './watched-runs.ts';

const runId = (digit: string): string => digit.repeat(32);

let testDatabase: TestDatabase;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});

afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await testDatabase.drop();
});

interface Replica {
  readonly updates: RunUpdates;
  readonly readers: RunReaders;
  readonly watched: WatchedRuns;
}

/** What one process of the service has. */
function replica(): Replica {
  const broker = new Broker({ databaseUrl: testDatabase.url });
  const topics = new LiveTopics(broker);
  const watched = new WatchedRuns(topics);
  const readers = new RunReaders(topics, watched);
  const updates = new RunUpdates(topics, watched);
  closing.push(async () => {
    updates.onApplicationShutdown();
    await readers.onApplicationShutdown();
    await broker.close();
  });
  return { updates, readers, watched };
}

interface Reader {
  readonly text: () => string;
  readonly ids: () => string[];
  readonly leave: () => void;
}

async function follow(readers: RunReaders, runIds: readonly string[], lastEventId?: string): Promise<Reader> {
  let text = '';
  const leave = await readers.add(new Set(runIds), lastEventId, (more) => (text += more));
  return { text: () => text, ids: () => [...text.matchAll(/^id: (.*)$/gm)].map(([, id = '']) => id), leave };
}

function points(id: string, values: readonly number[], params = false): RunWrite {
  return {
    runId: id,
    points: values.map((value, step) => ({ key: 'loss', value, step, timestampMs: 1000 + step })),
    params: params ? [{ key: 'p', value: '1' }] : [],
    tags: [],
    modelMetrics: [],
    modelsFirst: false,
  };
}

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (what()) return;
    await sleep(20);
  }
  throw new Error(`It did not happen: ${what.toString()}`);
}

const all = (): boolean => true;

describe('what is logged to a run', () => {
  it('reaches its readers in every process, and nobody else', async () => {
    const [here, there] = [replica(), replica()];
    there.watched.listen();
    const reader = await follow(here.readers, [runId('a')]);
    const other = await follow(here.readers, [runId('b')]);
    await until(() => there.watched.has(runId('a')));
    there.updates.written([points(runId('a'), [0.5, NaN], true), points(runId('c'), [1])], all);
    await until(() => reader.text().includes('event: run'));
    expect(reader.text()).toContain(
      `event: points\ndata: {"run_id":"${runId('a')}","points":[{"key":"loss","step":[0,1],"time":[1000,1001],"value":[0.5,null]}]}\n\n`,
    );
    expect(other.text()).not.toContain('points');
    there.updates.changed(runId('b'));
    await until(() => other.text().includes(`event: run\ndata: {"run_id":"${runId('b')}"}`));
  });

  it('costs nothing while nobody looks, and what was refused is not told', async () => {
    const { updates, readers, watched } = replica();
    updates.written([points(runId('a'), [1])], all);
    expect(watched.isEmpty).toBe(true);
    const reader = await follow(readers, [runId('a')]);
    updates.written([points(runId('a'), [1])], () => false);
    updates.written([points(runId('a'), [2])], all);
    await until(() => reader.text().includes('points'));
    expect(reader.text()).toContain('"value":[2]');
  });

  it('comes at most so often, and as a reset when it is too much', async () => {
    const { updates, readers } = replica();
    const reader = await follow(readers, [runId('d')]);
    for (let n = 0; n < 50; n += 1) updates.written([points(runId('d'), [n])], all);
    await until(() => reader.text().includes('points'));
    expect(reader.text().match(/event: points/g)).toHaveLength(1);
    updates.written(
      [
        points(
          runId('d'),
          Array.from({ length: 1001 }, (_, n) => n),
        ),
      ],
      all,
    );
    await until(() => reader.text().includes('reset'));
    expect(reader.text()).toContain(`event: reset\ndata: {"run_ids":["${runId('d')}"]}`);
    expect(reader.text().match(/event: points/g)).toHaveLength(1);
  });
});

describe('a reader who comes back', () => {
  it('gets what it missed, and only that', async () => {
    const { updates, readers } = replica();
    const first = await follow(readers, [runId('e')]);
    updates.written([points(runId('e'), [1])], all);
    await until(() => first.text().includes('"value":[1]'));
    const last = first.ids().at(-1);
    first.leave();
    const witness = await follow(readers, [runId('e')]);
    updates.written([points(runId('e'), [2])], all);
    await until(() => witness.text().includes('"value":[2]'));
    const back = await follow(readers, [runId('e')], last);
    expect(back.text()).toContain('"value":[2]');
    expect(back.text()).not.toContain('"value":[1]');
    expect(back.text()).toContain('{"resumed":true}');
    expect(back.text()).not.toContain('reset');
  });

  it('is told to read again what the process cannot know', async () => {
    const [here, there] = [replica(), replica()];
    const first = await follow(here.readers, [runId('f')]);
    for (const [readers, runs, last] of [
      [there.readers, [runId('f')], first.ids()[0]],
      [here.readers, [runId('f'), runId('1')], first.ids()[0]],
      [here.readers, [runId('f')], 'nonsense'],
    ] as const) {
      const back = await follow(readers, runs, last);
      expect(back.text()).toContain('event: reset');
      expect(back.text()).toContain('{"resumed":false}');
    }
  });
});
