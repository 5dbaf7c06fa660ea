import { csv, inputs, instances, records, split } from '../scoring-case.ts';

export const cases = [
  split('a row', ['a', 'b'], [[1, 2]]),
  split(
    'rows',
    ['b', 'a'],
    [
      [0.1, 0.2],
      [1e-9, 0],
      [12345678, 1e12],
    ],
  ),
  split('null', ['a', 'b'], [[null, 2]]),
  split('numbers beyond floats', ['a', 'b'], [[1e300, -1e300]]),
  split('a column too few', ['a'], [[1]]),
  split('text', ['a', 'b'], [['x', 2]]),
  records('records', [{ a: 1.25, b: -3 }]),
  instances('instances', [{ a: 1.25, b: -3 }]),
  inputs('columns', { a: [1, 2], b: [3, 4] }),
  inputs('values', { a: 1, b: 2 }),
  csv('CSV', 'a,b\n1,2\n,3\n'),
];
