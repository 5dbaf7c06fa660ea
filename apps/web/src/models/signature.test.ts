import { expect, test } from '@jest/globals';
import { fieldText, readSignature } from './signature.ts';

const inputs = (specs: unknown): string[] =>
  readSignature({ inputs: JSON.stringify(specs) })?.inputs.map(fieldText) ?? [];

test('columns, optional ones among them', () => {
  expect(
    inputs([
      { name: 'age', type: 'long', required: true },
      { name: 'city', type: 'string', required: false },
    ]),
  ).toEqual(['age: long', 'city: string (optional)']);
});

test('tensors, with and without names', () => {
  const spec = { type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 28] } };
  expect(inputs([spec])).toEqual(['tensor<float32, [-1, 28]>']);
  expect(inputs([{ ...spec, name: 'image' }])).toEqual(['image: tensor<float32, [-1, 28]>']);
});

test('nested types', () => {
  const message = {
    type: 'object',
    properties: { role: { type: 'string' }, name: { type: 'string', required: false } },
  };
  expect(inputs([{ name: 'messages', type: 'array', items: message }])).toEqual([
    'messages: array<{ role: string, name?: string }>',
  ]);
  expect(inputs([{ name: 'm', type: 'map', values: { type: 'any' } }])).toEqual(['m: map<any>']);
});

test('parameters have defaults', () => {
  const params = JSON.stringify([
    { name: 'k', type: 'integer', default: 3, shape: null },
    { name: 'stop', type: 'string', default: null, shape: [-1] },
  ]);
  expect(readSignature({ params })?.params).toEqual([
    { name: 'k', type: 'integer', isOptional: true, defaultValue: '3' },
    { name: 'stop', type: 'array<string>', isOptional: true, defaultValue: 'null' },
  ]);
});

test.each([null, undefined, 'x', [1]])('no signature: %j', (value) => {
  expect(readSignature(value)).toBeUndefined();
});

test('what is no JSON has no fields', () => {
  expect(readSignature({ inputs: '{' })).toEqual({ inputs: [], outputs: [], params: [] });
});
