import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Scorer, ScoringReply } from '@millrace/model-serving/scorers/scorer';
import { scoringModels, type ScoringModels } from '../support/scoring-models.ts';
import { openModel, parsed, scoreJson, stopOpened } from './open-model.ts';

let models: ScoringModels;
beforeAll(async () => {
  models = await scoringModels();
}, 600_000);
afterAll(stopOpened);

const columns = ['sepal length', 'sepal width', 'petal length', 'petal width'];
const small = [1, 1, 1, 1];
const large = [7, 3, 6, 7];

interface Kind {
  readonly kind: Scorer['kind'];
  readonly model: string;
  readonly labels: (predictions: unknown) => unknown;
}

// The same forest, as scikit-learn's and as ONNX.
const kinds: readonly Kind[] = [
  { kind: 'pyfunc', model: 'forest', labels: (predictions) => predictions },
  { kind: 'onnx', model: 'forest-onnx', labels: (predictions) => (predictions as { label: unknown }).label },
];

describe.each(kinds)('the $kind scorer', ({ kind, model, labels }) => {
  let scorer: Scorer;
  beforeAll(async () => {
    scorer = await openModel(models, model);
  }, 120_000);

  const ask = async (rows: readonly (readonly number[])[]): Promise<unknown> => {
    const reply = await scoreJson(scorer, { dataframe_split: { columns, data: rows } });
    expect([reply.status, reply.headers]).toEqual([200, { 'content-type': 'application/json' }]);
    return labels(parsed(reply).predictions);
  };

  test('says what it is', () => {
    expect(scorer.kind).toBe(kind);
    expect(scorer.stats().workers).toBe(1);
  });

  test('answers one request alone', async () => {
    expect(await ask([small])).toEqual([0]);
    expect(await ask([large, small])).toEqual([2, 0]);
  });

  test('gives each of many requests at once its own rows', async () => {
    const before = scorer.stats();
    const asked = Array.from({ length: 200 }, (_, index) =>
      Array.from({ length: 1 + (index % 3) }, (_, row) => ((index + row) % 2 === 0 ? small : large)),
    );
    const answered = await Promise.all(asked.map((rows) => ask(rows)));
    expect(answered).toEqual(asked.map((rows) => rows.map((row) => (row === small ? 0 : 2))));
    const { batches, batchedRequests } = scorer.stats();
    expect(batchedRequests - before.batchedRequests).toBe(200);
    expect(batches - before.batches).toBeLessThan(100);
  });

  test('takes batches that are larger than it scores at once', async () => {
    expect(await ask(Array.from({ length: 250 }, () => large))).toHaveLength(250);
  });

  test('refuses bad input with an error, and answers the next request', async () => {
    const bad = await Promise.all([
      scorer.score({ contentType: 'application/json', body: Buffer.from('{') }),
      scorer.score({ contentType: 'text/plain', body: Buffer.from('1') }),
      scorer.score({ contentType: undefined, body: Buffer.from('1') }),
      scoreJson(scorer, { dataframe_split: { columns, data: [['x', 1, 1, 1]] } }),
      scoreJson(scorer, { instances: [[1, 2]] }),
    ]);
    expect(bad.map(({ status }) => status)).toEqual([400, 415, 415, 400, 400]);
    for (const reply of bad)
      expect(parsed(reply)).toEqual(
        expect.objectContaining({ error_code: expect.any(String), message: expect.any(String) }),
      );
    expect(await ask([small])).toEqual([0]);
  }, 60_000);

  test('scores its input example', async () => {
    await expect(scorer.checkInputExample()).resolves.toBeUndefined();
  });

  test('answers 503 and when to come again to requests beyond its bound', async () => {
    const narrow = await openModel(models, model, { maxQueue: 5, maxBatch: 1 });
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => scoreJson(narrow, { dataframe_split: { columns, data: [small] } })),
    );
    const busy = replies.filter(({ status }) => status === 503);
    expect(replies.filter(({ status }) => status === 200).length + busy.length).toBe(100);
    expect(busy.length).toBeGreaterThan(80);
    expect(busy[0]?.headers['retry-after']).toBe('1');
    expect(parsed(busy[0] as ScoringReply)).toEqual(
      expect.objectContaining({ error_code: 'TEMPORARILY_UNAVAILABLE' }),
    );
    await narrow.stop();
  }, 60_000);

  test('answers what it has taken when it stops, and refuses what comes then', async () => {
    const leaving = await openModel(models, model);
    const taken = Array.from({ length: 20 }, () =>
      scoreJson(leaving, { dataframe_split: { columns, data: [small] } }),
    );
    const stopped = leaving.stop();
    const late = await scoreJson(leaving, { dataframe_split: { columns, data: [small] } });
    expect((await Promise.all(taken)).every(({ status }) => status === 200)).toBe(true);
    expect(late.status).toBe(503);
    await stopped;
  }, 60_000);
});
