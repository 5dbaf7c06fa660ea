import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Scorer, ScoringReply } from '@millrace/model-serving/scorers/scorer';
import fc from 'fast-check';
import { scoringModels } from '../support/scoring-models.ts';
import { openModel } from './open-model.ts';

// Each body goes to two scorers of one model: one that scores plain requests together, and one that gives each to MLflow's own code.
const models = ['people', 'boosted', 'forest-onnx', 'table-onnx', 'named-onnx'] as const;
type Model = (typeof models)[number];

const scorers = new Map<Model, readonly [together: Scorer, alone: Scorer]>();

beforeAll(async () => {
  const made = await scoringModels();
  // MLflow's messages show sets, in an order that depends on this.
  process.env['PYTHONHASHSEED'] = '0';
  for (const model of models) {
    const { PyfuncScorer } = await import('@millrace/model-serving/scorers/pyfunc/pyfunc-scorer');
    const { readModelFile } = await import('@millrace/model-serving/scorers/model-file/model-file');
    const local = { folder: made.folder(model), uri: model };
    const options = {
      python: made.python,
      workers: 1,
      maxDelayMs: 1,
      maxQueue: 1000,
      timeoutMs: 60_000,
      memoryMb: 0,
    };
    const alone = new PyfuncScorer(local, await readModelFile(local), {
      ...options,
      maxBatch: 1,
      onLog: () => undefined,
    });
    const [together] = await Promise.all([openModel(made, model), alone.open()]);
    scorers.set(model, [together, alone]);
  }
}, 600_000);

afterAll(async () => {
  for (const pair of scorers.values()) for (const scorer of pair) await scorer.stop();
});

const number = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 50 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      0,
      -0,
      1e300,
      -1e-300,
      2 ** 53,
      2 ** 53 - 1,
      3.5e38,
      1e16,
      16_777_217,
      2 ** 31,
    ),
  },
);
const odd = fc.constantFrom<unknown>(null, true, 'x', '1.5', '', [1], { a: 1 }, -0, 2 ** 63, '\ud800', 'é🌊');
const cell = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: odd });

const city = fc.oneof(fc.constantFrom('Oslo', 'Rome', 'Lima', 'Paris', ''), fc.string());

type Columns = Readonly<Record<string, fc.Arbitrary<unknown>>>;

function table(columns: Columns): fc.Arbitrary<unknown> {
  const names = Object.keys(columns);
  const row = fc.tuple(...names.map((name) => cell(columns[name] as fc.Arbitrary<unknown>)));
  const rows = fc.array(row, { minLength: 0, maxLength: 4 });
  const record = (values: readonly unknown[]): object =>
    Object.fromEntries(names.map((name, index) => [name, values[index]]));
  return fc
    .tuple(rows, fc.shuffledSubarray(names, { minLength: names.length }), fc.nat(6))
    .map(([data, order, form]) => {
      const places = order.map((name) => names.indexOf(name));
      const ordered = data.map((values) => places.map((place) => values[place]));
      switch (form) {
        case 0:
        case 1:
          return { dataframe_split: { columns: order, data: ordered } };
        case 2:
          return {
            dataframe_split: {
              columns: [...order, 'extra'],
              data: ordered.map((values) => [...values, 'e']),
            },
          };
        case 3:
          return { dataframe_records: data.map(record) };
        case 4:
          return { instances: data.map(record), params: null };
        case 5:
          return {
            inputs: Object.fromEntries(
              names.map((name, index) => [name, data.map((values) => values[index])]),
            ),
          };
        default:
          return {
            dataframe_records: data.map((values, index) =>
              index === 0 ? record(values.slice(1)) : record(values),
            ),
          };
      }
    });
}

function matrix(width: number): fc.Arbitrary<unknown> {
  const row = fc.array(cell(number), { minLength: width, maxLength: width });
  const rows = fc.array(
    fc.oneof({ weight: 30, arbitrary: row }, { weight: 1, arbitrary: fc.array(number) }),
    { maxLength: 4 },
  );
  const names = Array.from({ length: width }, (_, index) => `c${index}`);
  return fc
    .tuple(rows, fc.nat(2))
    .map(([data, form]) =>
      form === 0
        ? { dataframe_split: { columns: names, data } }
        : form === 1
          ? { instances: data }
          : { inputs: data },
    );
}

const flowers = {
  'sepal length': number,
  'sepal width': number,
  'petal length': number,
  'petal width': number,
};
const image = fc.array(fc.array(cell(number), { minLength: 2, maxLength: 2 }), {
  minLength: 2,
  maxLength: 2,
});

const bodies: Readonly<Record<Model, fc.Arbitrary<unknown>>> = {
  boosted: table(flowers),
  people: table({ age: fc.integer({ min: -5, max: 99 }), city, member: fc.boolean(), score: number }),
  'forest-onnx': matrix(4),
  'table-onnx': table({ a: number, b: number }),
  'named-onnx': fc
    .array(fc.tuple(image, cell(fc.maxSafeInteger())), { minLength: 1, maxLength: 3 })
    .map((rows) => ({ inputs: { image: rows.map(([each]) => each), label: rows.map(([, each]) => each) } })),
};

const shown = ({ status, headers, body }: ScoringReply): unknown => [status, headers, body.toString()];

test.each(models)(
  '%s answers random requests as MLflow does, many at once',
  async (model) => {
    const [together, alone] = scorers.get(model) as readonly [Scorer, Scorer];
    await fc.assert(
      fc.asyncProperty(fc.array(bodies[model], { minLength: 1, maxLength: 12 }), async (asked) => {
        const requests = asked.map((body) => ({
          contentType: 'application/json',
          // Minus nothing has a word of its own in JSON texts, which JSON.stringify does not use.
          body: Buffer.from(
            JSON.stringify(body, (_, value: unknown) => (Object.is(value, -0) ? '-0.0!' : value)).replaceAll(
              '"-0.0!"',
              '-0.0',
            ),
          ),
        }));
        const answers = await Promise.all(requests.map((request) => together.score(request)));
        const exact = await Promise.all(requests.map((request) => alone.score(request)));
        expect(answers.map(shown)).toEqual(exact.map(shown));
      }),
      { numRuns: 12 },
    );
  },
  120_000,
);
