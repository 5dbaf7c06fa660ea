import { csv, inputs, instances, json, records, type ScoringCase, split } from '../scoring-case.ts';

const thing = { name: 'a', sizes: [1, 2] };

/** Models that need a few cases only, by their names. */
export const others: Readonly<Record<string, readonly ScoringCase[]>> = {
  nested: [
    records('rows', [{ list: [0.5, 1], thing, map: { a: 1 } }]),
    records('rows that lack what they may', [{ list: [], thing: { name: 'b' }, map: {} }]),
    records('a list of texts', [{ list: ['x'], thing, map: {} }]),
    records('a thing without its name', [{ list: [1.5], thing: {}, map: {} }]),
    records('a thing with another property', [{ list: [1.5], thing: { ...thing, colour: 'red' }, map: {} }]),
    records('a map to texts', [{ list: [1.5], thing, map: { a: 'x' } }]),
    records('null', [{ list: null, thing, map: {} }]),
    inputs('inputs', [{ list: [0.5], thing, map: { a: 1 } }]),
    instances('instances', [{ list: [0.5], thing, map: { a: 1 } }]),
  ],
  optional: [
    records('all', [{ id: 1, weight: 2.5 }]),
    records('without what may be missing', [{ id: 1 }]),
    records('null', [{ id: 1, weight: null }]),
    records('without what must be there', [{ weight: 1 }]),
    split('an id that is null', ['id'], [[null]]),
  ],
  unsigned: [
    split('a table', ['a', 'b'], [[1, 'x']]),
    split('mixed values', ['a'], [[1], ['x'], [null]]),
    records('records', [{ a: 1.5, b: true }]),
    instances('a matrix', [
      [1, 2],
      [3, 4],
    ]),
    instances('objects', [{ a: 1 }, { a: 2 }]),
    inputs('an object', { a: [1, 2] }),
    inputs('a number', 3),
    inputs('ragged lists', [[1], [2, 3]]),
    csv('CSV', 'a,b\n1,x\n'),
    json('params', { inputs: [1], params: { a: 1 } }),
  ],
  'forest-unsigned': [
    split('a row', ['sepal length', 'sepal width', 'petal length', 'petal width'], [[5.1, 3.5, 1.4, 0.2]]),
    split('a column too few', ['sepal length'], [[5.1]]),
    instances('lists', [[5.1, 3.5, 1.4, 0.2]]),
    split('text', ['sepal length', 'sepal width', 'petal length', 'petal width'], [['x', 3.5, 1.4, 0.2]]),
  ],
  outputs: [
    'series',
    'array',
    'floats',
    'dates',
    'bytes',
    'nested',
    'text',
    'none',
    'generator',
    'unknown',
  ].map((kind) => records(kind, [{ kind }])),
};
