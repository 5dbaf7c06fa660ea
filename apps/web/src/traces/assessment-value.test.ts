import { expect, test } from '@jest/globals';
import { readValue, type ValueKind } from './assessment-value.ts';

test.each<[ValueKind, string, unknown]>([
  ['verdict', 'yes', true],
  ['verdict', 'no', false],
  ['number', ' 0.8 ', 0.8],
  ['text', 'fine', 'fine'],
  ['json', '{"a": [1]}', { a: [1] }],
])('%s %s', (kind, typed, value) => expect(readValue(kind, typed)).toEqual(value));

test.each<[ValueKind, string]>([
  ['number', ''],
  ['number', 'much'],
  ['number', 'Infinity'],
  ['text', '  '],
  ['json', '{'],
  ['json', 'null'],
])('%s refuses %j', (kind, typed) => expect(() => readValue(kind, typed)).toThrow(/must/));
