import { csv, inputs, instances, json, records, split } from '../scoring-case.ts';
import { malformed } from './malformed.ts';

const columns = ['sepal length', 'sepal width', 'petal length', 'petal width'];
const row = { 'sepal length': 5.1, 'sepal width': 3.5, 'petal length': 1.4, 'petal width': 0.2 };

export const cases = [
  split('a row', columns, [[5.1, 3.5, 1.4, 0.2]]),
  split('rows', columns, [
    [5.1, 3.5, 1.4, 0.2],
    [6.2, 2.9, 4.3, 1.3],
    [7, 3, 6, 7],
  ]),
  split('columns in another order', columns.toReversed(), [[0.2, 1.4, 3.5, 5.1]]),
  split('a column too many', [...columns, 'colour'], [[5.1, 3.5, 1.4, 0.2, 'red']]),
  split('a column too few', columns.slice(1), [[3.5, 1.4, 0.2]]),
  split('a column twice', [...columns, 'petal width'], [[5.1, 3.5, 1.4, 0.2, 0.3]]),
  split('columns that are numbers', [0, 1, 2, 3], [[5.1, 3.5, 1.4, 0.2]]),
  split('no rows', columns, []),
  split('null for a number', columns, [[5.1, null, 1.4, 0.2]]),
  split('null for all numbers of a column', columns, [
    [5.1, null, 1.4, 0.2],
    [5.1, null, 1.4, 0.2],
  ]),
  split('text for a number', columns, [[5.1, 'wide', 1.4, 0.2]]),
  split('a number as text', columns, [[5.1, '3.5', 1.4, 0.2]]),
  split('a truth value for a number', columns, [[true, 3.5, 1.4, 0.2]]),
  split('a list for a number', columns, [[[5.1], 3.5, 1.4, 0.2]]),
  split('an object for a number', columns, [[{ cm: 5.1 }, 3.5, 1.4, 0.2]]),
  split('whole numbers', columns, [[5, 3, 1, 0]]),
  json('an index', {
    dataframe_split: {
      index: ['x', 'y'],
      columns,
      data: [
        [5, 3, 1, 0],
        [7, 3, 6, 7],
      ],
    },
  }),
  json('no columns', { dataframe_split: { data: [[5.1, 3.5, 1.4, 0.2]] } }),
  json('NaN', `{"dataframe_split": {"columns": ${JSON.stringify(columns)}, "data": [[NaN, 3.5, 1.4, 0.2]]}}`),
  json(
    'infinity',
    `{"dataframe_split": {"columns": ${JSON.stringify(columns)}, "data": [[Infinity, 1, 1, 1]]}}`,
  ),
  json(
    'a number beyond doubles',
    `{"dataframe_split": {"columns": ${JSON.stringify(columns)}, "data": [[1e999, 1, 1, 1]]}}`,
  ),
  json(
    'a long integer',
    `{"dataframe_split": {"columns": ${JSON.stringify(columns)}, "data": [[123456789012345678901234567890, 1, 1, 1]]}}`,
  ),
  json(
    'minus nothing',
    `{"dataframe_split": {"columns": ${JSON.stringify(columns)}, "data": [[-0, -0.0, 1e-320, 1]]}}`,
  ),
  records('records', [row, { ...row, 'petal length': 6 }]),
  records('records with their keys in another order', [Object.fromEntries(Object.entries(row).toReversed())]),
  records('records of which one lacks a value', [row, { 'sepal length': 1 }]),
  records('a record that is a list', [[5.1, 3.5, 1.4, 0.2]]),
  records('records that are null', [null]),
  instances('instances that are objects', [row, row]),
  instances('instances that are lists', [[5.1, 3.5, 1.4, 0.2]]),
  inputs(
    'columns of values',
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value, value]])),
  ),
  inputs('an object of values', row),
  inputs('columns of several lengths', {
    ...Object.fromEntries(columns.map((name) => [name, [1, 2]])),
    'petal width': [1],
  }),
  inputs('a list of objects', [row]),
  inputs('a text', 'flower'),
  csv('CSV', `${columns.join(',')}\n5.1,3.5,1.4,0.2\n7,3,6,7\n`),
  csv('CSV with its charset', `${columns.join(',')}\n5.1,3.5,1.4,0.2\n`, 'text/csv; charset=utf-8'),
  csv('CSV without a column', 'sepal length\n5.1\n'),
  csv('CSV with text for a number', `${columns.join(',')}\n5.1,wide,1.4,0.2\n`),
  json('JSON with its charset', { dataframe_records: [row] }, 'application/json; charset=utf-8'),
  json('JSON with its charset in capitals', { dataframe_records: [row] }, 'application/json; charset=UTF-8'),
  json('params that the model does not know', { dataframe_records: [row], params: { depth: 3 } }),
  json('empty params', { dataframe_records: [row], params: {} }),
  json('params that are a list', { dataframe_records: [row], params: [1] }),
  json('a field beside the input', { dataframe_records: [row], note: 'hello' }),
  json('a chat', { messages: [{ role: 'user', content: 'hello' }] }),
  json('a prompt beside the input', { dataframe_records: [row], prompt: 'hello' }),
  ...malformed,
];
