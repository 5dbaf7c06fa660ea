import { csv, inputs, instances, json, records, split } from '../scoring-case.ts';

const rows = [{ text: 'a' }, { text: 'b' }];

export const cases = [
  records('rows', rows),
  json('params', { dataframe_records: rows, params: { temperature: 0.9, words: ['x', 'y'] } }),
  json('a whole number for a float', { dataframe_records: rows, params: { temperature: 1 } }),
  json('text for a float', { dataframe_records: rows, params: { temperature: 'hot' } }),
  json('a list for a float', { dataframe_records: rows, params: { temperature: [1] } }),
  json('null for a float', { dataframe_records: rows, params: { temperature: null } }),
  json('a text for a list', { dataframe_records: rows, params: { words: 'x' } }),
  json('an unknown param', { dataframe_records: rows, params: { colour: 'red' } }),
  json('params that are text', { dataframe_records: rows, params: 'hot' }),
  json('params that are a list', { dataframe_records: rows, params: [{ temperature: 1 }] }),
  split('split', ['text'], [['a'], ['b'], ['c']]),
  split('null', ['text'], [[null]]),
  split('a number', ['text'], [[7]]),
  split('what makes the model raise', ['text'], [['boom']]),
  split('what makes it answer what cannot be written', ['text'], [['unwritable']]),
  inputs('a list of texts', ['a', 'b']),
  inputs('a text', 'a'),
  inputs('a column', { text: ['a', 'b'] }),
  inputs('the wrong column', { word: ['a'] }),
  instances('texts', ['a', 'b']),
  csv('CSV', 'text\na\n"b ""c"""\n'),
  json('a chat', { messages: [], temperature: 0.1 }),
];
