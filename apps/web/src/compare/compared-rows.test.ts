import { describe, expect, it } from '@jest/globals';
import { tagsOf } from '../api/key-values.ts';
import type { Run } from '../api/runs.ts';
import { readCompared, compareAddress } from './compare-address.ts';
import { comparedRows, differenceText } from './compared-rows.ts';

const run = (id: string, part: Partial<Run> = {}): Run => ({
  id,
  name: id,
  experimentId: '1',
  user: 'nora',
  status: 'FINISHED',
  startMs: 0,
  endMs: 1000,
  artifactUri: '',
  isDeleted: false,
  metrics: {},
  tags: {},
  datasets: [],
  modelInputIds: [],
  modelOutputs: [],
  ...part,
  // As they come from the server: without the keys that every object has.
  params: tagsOf(Object.entries(part.params ?? {}).map(([key, value]) => ({ key, value }))),
});
const metric = (value: number): { value: number; step: number; timestampMs: number } => ({
  value,
  step: 0,
  timestampMs: 0,
});

describe('runs side by side', () => {
  const rows = comparedRows([
    run('a', { params: { depth: '6', constructor: 'x' }, metrics: { loss: metric(0.1), bad: metric(NaN) } }),
    run('b', { params: { depth: '6' }, metrics: { loss: metric(0.1000000001), bad: metric(NaN) } }),
    run('c', {
      params: { depth: '8' },
      tags: { own: '1', 'mlflow.user': 'n' },
      metrics: { bad: metric(NaN) },
    }),
  ]);
  const of = (key: string): (typeof rows)[number] | undefined => rows.find((row) => row.key === key);

  it('differ where one has another value, or none', () => {
    expect(of('depth')).toMatchObject({
      differs: true,
      marks: [false, false, true],
      texts: ['6', '6', '8'],
    });
    expect(of('constructor')).toMatchObject({ differs: true, texts: ['x', undefined, undefined] });
    expect(of('own')?.section).toBe('Tags');
    expect(of('mlflow.user')).toBeUndefined();
    expect(of('User')?.differs).toBe(false);
  });

  it('differ in metrics behind what is shown of them; NaN is like NaN', () => {
    expect(of('loss')).toMatchObject({ differs: true, texts: ['0.1', '0.1', undefined] });
    expect(of('bad')).toMatchObject({ differs: false, texts: ['NaN', 'NaN', 'NaN'] });
  });

  it('say by how much', () => {
    expect(differenceText(1.1, 1)).toBe('+10 %');
    expect(differenceText(-1, -0.5)).toBe('−100 %');
    expect([differenceText(1, 0), differenceText(NaN, 1), differenceText(1, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('have MLflow’s address, which may hold anything', () => {
    const address = compareAddress([
      { id: 'a', experimentId: '1' },
      { id: 'b', experimentId: '1' },
    ]);
    expect(readCompared(new URL(address, 'http://x').searchParams)).toEqual({
      runIds: ['a', 'b'],
      experimentIds: ['1'],
    });
    for (const text of ['', '{', '7', '["a b", {"x":1}, null]'])
      expect(readCompared(new URLSearchParams({ runs: text })).runIds).toEqual([]);
    expect(readCompared(new URLSearchParams({ experiments: '[1]' })).experimentIds).toEqual(['1']);
  });
});
