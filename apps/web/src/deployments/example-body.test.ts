import { expect, test } from '@jest/globals';
import { bodyOf, firstRow, startingBody } from './example-body.ts';

const INPUTS = [
  { name: 'age', datatype: 'INT64', shape: [-1] },
  { name: 'city', datatype: 'BYTES', shape: [-1] },
  { name: 'member', datatype: 'BOOL', shape: [-1] },
];

test('a row of typed values becomes a request', () => {
  expect(JSON.parse(bodyOf(INPUTS, { age: '42', city: '7', member: 'true' }))).toEqual({
    dataframe_split: { columns: ['age', 'city', 'member'], data: [[42, '7', true]] },
  });
  expect(JSON.parse(bodyOf(INPUTS, { age: 'old' }))).toMatchObject({
    dataframe_split: { data: [['old', '', null]] },
  });
});

test('the first row of an example fills the fields', () => {
  const example = '{"dataframe_split": {"columns": ["age", "city"], "data": [[1, "x"], [2, "y"]]}}';
  expect(firstRow(example)).toEqual({ age: '1', city: 'x' });
  expect(firstRow('{"inputs": [1]}')).toEqual({});
  expect(firstRow(undefined)).toEqual({});
  expect(firstRow('no JSON')).toEqual({});
});

test('a request to begin with', () => {
  expect(startingBody('{"inputs": [1]}', INPUTS)).toBe('{\n  "inputs": [\n    1\n  ]\n}');
  expect(startingBody(undefined, INPUTS)).toMatch('dataframe_split');
  expect(startingBody(undefined, [])).toMatch('inputs');
});
