import { expect, test } from '@jest/globals';
import type { LoggedModel } from '../api/logged-models.ts';
import type { Run } from '../api/runs.ts';
import { type ComparedVersion, comparedSections } from './compared-rows.ts';

const side = (rest: Partial<ComparedVersion>): ComparedVersion =>
  ({ version: {}, run: undefined, loggedModel: undefined, signature: undefined, ...rest }) as ComparedVersion;
const run = (params: Record<string, string>, metrics: Record<string, number>): Run =>
  ({
    params,
    metrics: Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, { value }])),
  }) as unknown as Run;

const rows = (title: string, ...all: ComparedVersion[]) =>
  comparedSections(all).find((section) => section.title === title)?.rows;

test('what one has and another has not differs', () => {
  expect(
    rows('Parameters', side({ run: run({ a: '1', b: '2' }, {}) }), side({ run: run({ a: '1' }, {}) })),
  ).toEqual([
    { name: 'a', values: ['1', '1'], deltas: undefined, differs: false },
    { name: 'b', values: ['2', undefined], deltas: undefined, differs: true },
  ]);
});

test("a logged model's own metrics stand beside the run's, by dataset", () => {
  const loggedModel = {
    params: {},
    metrics: [{ key: 'acc', value: 0.5, datasetName: 'eval' }],
  } as unknown as LoggedModel;
  expect(
    rows('Metrics', side({ run: run({}, { acc: 0.25 }), loggedModel }))?.map(({ name, values }) => [
      name,
      values,
    ]),
  ).toEqual([
    ['acc', ['0.25']],
    ['acc (eval)', ['0.5']],
  ]);
});

test('a changed type of an input differs', () => {
  const signature = (type: string) => ({
    inputs: [{ name: 'x', type, isOptional: false, defaultValue: undefined }],
    outputs: [],
    params: [],
  });
  expect(
    rows('Inputs', side({ signature: signature('long') }), side({ signature: signature('double') })),
  ).toEqual([{ name: 'x', values: ['long', 'double'], deltas: undefined, differs: true }]);
});

test('metrics tell how far they are from those of the first version', () => {
  const row = rows(
    'Metrics',
    side({ run: run({}, { f1: 0.5 }) }),
    side({ run: run({}, { f1: 0.75 }) }),
    side({}),
  );
  expect(row).toEqual([
    { name: 'f1', values: ['0.5', '0.75', undefined], deltas: [undefined, 0.25, undefined], differs: true },
  ]);
});
