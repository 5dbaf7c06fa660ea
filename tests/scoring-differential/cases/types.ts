import { csv, inputs, instances, records, split } from '../scoring-case.ts';

const columns = ['boolean', 'integer', 'long', 'float', 'double', 'string', 'binary', 'datetime'];
const row = [true, 1, 2, 0.1, 0.1, 'text', 'aGVsbG8=', '2024-02-29T12:30:00'];
const wrong = (at: number, value: unknown): unknown[] =>
  row.map((each, index) => (index === at ? value : each));
const named = Object.fromEntries(columns.map((name, index) => [name, row[index]]));

export const cases = [
  split('a row', columns, [row]),
  split('rows', columns, [row, [false, -1, 2 ** 40, 1e30, 1e-300, 'Ünïcödé', '', '1969-12-31']]),
  split('a time with a zone', columns, [wrong(7, '2024-02-29T12:30:00Z')]),
  split('times with fractions', columns, [wrong(7, '2024-02-29 12:30:00.123456')]),
  split('no time', columns, [wrong(7, null)]),
  split('a time that is none', columns, [wrong(7, 'yesterday')]),
  split('a time that is a number', columns, [wrong(7, 1_700_000_000)]),
  split('a time of another century', columns, [wrong(7, '2600-01-01')]),
  split('bytes that are no base64', columns, [wrong(6, '*')]),
  split('bytes that are a number', columns, [wrong(6, 7)]),
  split('an integer that is too large', columns, [wrong(1, 2 ** 40)]),
  split('an integer with a fraction', columns, [wrong(1, 1.5)]),
  split('a truth value that is text', columns, [wrong(0, 'true')]),
  split('a text that is a list', columns, [wrong(5, ['text'])]),
  records('records', [named, named]),
  instances('instances', [named]),
  inputs('columns', Object.fromEntries(columns.map((name, index) => [name, [row[index]]]))),
  csv('CSV', `${columns.join(',')}\nTrue,1,2,0.1,0.1,text,aGVsbG8=,2024-02-29\n`),
];
