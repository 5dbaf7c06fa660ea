import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ModelLoadError } from '@millrace/model-serving/scorers/model-load-error';
import type { Scorer, ScoringReply } from '@millrace/model-serving/scorers/scorer';
import { setTimeout as sleep } from 'node:timers/promises';
import { scoringModels, type ScoringModels } from '../support/scoring-models.ts';
import { openModel, parsed, scoreJson, stopOpened } from './open-model.ts';

let models: ScoringModels;
beforeAll(async () => {
  models = await scoringModels('tests/scoring/make_faulty_models.py');
}, 600_000);
afterAll(stopOpened);

const ask = (scorer: Scorer, ...xs: number[]) =>
  scoreJson(scorer, { dataframe_split: { columns: ['x'], data: xs.map((x) => [x]) } });
const predictions = async (scorer: Scorer, ...xs: number[]): Promise<unknown> =>
  parsed(await ask(scorer, ...xs)).predictions;

describe('a model that misbehaves', () => {
  let scorer: Scorer;
  const log: string[] = [];
  const bothWorkers = async (): Promise<void> => {
    for (let waited = 0; scorer.stats().workers < 2 && waited < 400; waited += 1) await sleep(50);
  };
  beforeAll(async () => {
    process.env['SECRET_OF_THE_PLATFORM'] = 'hunter2';
    scorer = await openModel(models, 'faulty', {
      workers: 2,
      onLog: (line) => log.push(line),
    });
    await bothWorkers();
  }, 120_000);

  test('whose processes are killed under load answers each request once, with its own answer', async () => {
    let sent = 0;
    const load = { isOver: false };
    const client = async (): Promise<void> => {
      while (!load.isOver) {
        const x = (sent += 1);
        expect([x, await predictions(scorer, x, x + 0.5)]).toEqual([x, [2 * x, 2 * x + 1]]);
      }
    };
    const clients = Array.from({ length: 16 }, client);
    const killed = new Set<number>();
    try {
      while (killed.size < 3) {
        const [pid] = (await predictions(scorer, -1)) as [number];
        // One that is killed is gone before the next is chosen, so that one process at least is there for the requests.
        if (!killed.has(pid) && scorer.stats().workers === 2) {
          killed.add(pid);
          process.kill(pid, 'SIGKILL');
        }
        await sleep(100);
      }
    } finally {
      load.isOver = true;
    }
    await Promise.all(clients);
    expect(scorer.stats().restarts).toBe(3);
    expect(sent).toBeGreaterThan(100);
  }, 120_000);

  test('that ends its process fails that request alone, with a message', async () => {
    const [bad, ...good] = await Promise.all([
      ask(scorer, -2),
      ...[1, 2, 3, 4, 5].map((x) => ask(scorer, x)),
    ]);
    expect(bad.status).toBe(500);
    expect(parsed(bad)).toEqual(
      expect.objectContaining({
        error_code: 'INTERNAL_ERROR',
        message: "The model's process ended twice while it scored this request: exit code 3.",
      }),
    );
    expect(good.map((reply) => parsed(reply))).toEqual(
      [1, 2, 3, 4, 5].map((x) => ({ predictions: [2 * x] })),
    );
    await bothWorkers();
  }, 60_000);

  test('that raises gives its message, not its stack, and no other request suffers', async () => {
    const [bad, good] = await Promise.all([ask(scorer, -4), ask(scorer, 5)]);
    expect(bad.status).toBe(400);
    const { error_code: code, message, ...rest } = parsed(bad);
    expect([code, message]).toEqual([
      'BAD_REQUEST',
      expect.stringMatching(/Error: ValueError: minus four was asked for$/),
    ]);
    expect(JSON.stringify(rest)).not.toMatch(/Traceback|File "/);
    expect(parsed(good)).toEqual({ predictions: [10] });
    expect(await predictions(scorer, 6)).toEqual([12]);
  });

  test('sees no credentials of the platform', async () => {
    const { message } = parsed(await ask(scorer, -6));
    expect(message).toContain('PATH');
    expect(message).not.toContain('SECRET_OF_THE_PLATFORM');
  });

  test('has its words in the log', async () => {
    await ask(scorer, -8);
    await sleep(100);
    expect(log).toContain('said on standard output');
  });
});

test('a model that hangs is ended when the time is over, and is there for the next request', async () => {
  const scorer = await openModel(models, 'faulty', { timeoutMs: 1_000 });
  const reply = await ask(scorer, -3);
  expect(reply.status).toBe(504);
  expect(parsed(reply)).toEqual(
    expect.objectContaining({
      error_code: 'DEADLINE_EXCEEDED',
      message: 'The model did not answer within 1000 ms.',
    }),
  );
  for (let waited = 0; scorer.stats().workers < 1 && waited < 400; waited += 1) await sleep(50);
  expect(await predictions(scorer, 4)).toEqual([8]);
  await scorer.stop();
}, 60_000);

test('a model that leaks is replaced before its memory is used up, and answers all the while', async () => {
  const log: string[] = [];
  const scorer = await openModel(models, 'faulty', { memoryMb: 1200, onLog: (line) => log.push(line) });
  for (let count = 0; count < 120 && scorer.stats().restarts === 0; count += 1) {
    // It leaks more slowly than it is looked at, every second: the bound itself is the next test's matter.
    const x = count % 15 === 14 && log.length === 0 ? -5 : 1;
    expect(parsed(await ask(scorer, x))).toEqual({ predictions: [2 * x] });
    await sleep(100);
  }
  expect([scorer.stats().restarts, log.length]).toEqual([1, 1]);
  expect(log.join('\n')).toMatch(/A worker holds \d+ MiB of the 1200 MiB it may hold, and is replaced/);
  for (let x = 0; x < 20; x += 1) {
    expect(await predictions(scorer, x)).toEqual([2 * x]);
    await sleep(50);
  }
  await scorer.stop();
}, 120_000);

test('a model whose memory is used up at once says so, and is replaced', async () => {
  const scorer = await openModel(models, 'faulty', { memoryMb: 700 });
  const replies = await Promise.all(Array.from({ length: 20 }, () => ask(scorer, -5)));
  const failed = replies.filter(({ status }) => status !== 200);
  expect(failed.length).toBeGreaterThan(0);
  expect(parsed(failed[0] as ScoringReply).message).toMatch(/MemoryError|memory/i);
  await scorer.stop();
}, 60_000);

test('a model that cannot be loaded says why', async () => {
  await expect(openModel(models, 'unloadable')).rejects.toThrow(
    new ModelLoadError('RuntimeError: the weights are gone'),
  );
  await expect(openModel(models, 'nowhere')).rejects.toThrow(/nowhere is no MLflow model/);
  await expect(openModel(models, 'faulty', { python: '/nowhere/python' })).rejects.toThrow(
    /could not be started/,
  );
}, 60_000);
