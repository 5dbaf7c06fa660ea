import { expect, test } from '@jest/globals';
import { type OutputTensor, recordTexts, tensorTexts } from './output-json.ts';

const floats = (name: string, dims: readonly number[], data: readonly number[]): OutputTensor => ({
  name,
  type: 'float32',
  dims,
  data: Float32Array.from(data),
});

test('floats are written as Python writes them', () => {
  const output = floats('y', [9], [1, 0.1, -0, 1e-7, 3e20, NaN, Infinity, -Infinity, 16_777_216]);
  expect(tensorTexts([output], [9])).toEqual([
    '{"predictions": {"y": [1.0, 0.10000000149011612, -0.0, 1.0000000116860974e-07, 3.000000060122632e+20, NaN, Infinity, -Infinity, 16777216.0]}}',
  ]);
});

test('outputs are cut into the rows of each request', () => {
  const label: OutputTensor = {
    name: 'é',
    type: 'int64',
    dims: [3],
    data: BigInt64Array.from([1n, -2n, 2n ** 60n]),
  };
  expect(tensorTexts([label, floats('p', [3, 1, 2], [1, 2, 3, 4, 5, 6])], [1, 2])).toEqual([
    '{"predictions": {"\\u00e9": [1], "p": [[[1.0, 2.0]]]}}',
    '{"predictions": {"\\u00e9": [-2, 1152921504606846976], "p": [[[3.0, 4.0]], [[5.0, 6.0]]]}}',
  ]);
});

test('outputs without a row for each row are not cut, but given whole to one request', () => {
  const sum = floats('sum', [], [7]);
  expect(tensorTexts([sum], [1, 1])).toBeUndefined();
  expect(tensorTexts([sum], [2])).toEqual(['{"predictions": {"sum": 7.0}}']);
  expect(recordTexts([sum, floats('y', [2], [1, 2])], [2])).toBeUndefined();
});

test('records have a value of each output', () => {
  const flag: OutputTensor = { name: 'flag', type: 'bool', dims: [2, 1], data: Uint8Array.from([1, 0]) };
  const word: OutputTensor = { name: 'word', type: 'string', dims: [2], data: ['a"b', 'ü'] };
  expect(recordTexts([flag, word], [1, 1])).toEqual([
    '{"predictions": [{"flag": true, "word": "a\\"b"}]}',
    '{"predictions": [{"flag": false, "word": "\\u00fc"}]}',
  ]);
});
