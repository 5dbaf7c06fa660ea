import { csv, inputs, instances, json, records, split } from '../scoring-case.ts';

const columns = ['age', 'city', 'member', 'score'];

export const cases = [
  split('a row', columns, [[30, 'Oslo', true, 1.5]]),
  split('rows', columns, [
    [30, 'Oslo', true, 1.5],
    [41, 'Paris', false, 2],
    [25, '', true, null],
  ]),
  split('an age with a fraction', columns, [[30.5, 'Oslo', true, 1.5]]),
  split('an age that is a whole float', columns, [[30.0, 'Oslo', true, 1.5]]),
  split('no age', columns, [[null, 'Oslo', true, 1.5]]),
  split('an age that is text', columns, [['30', 'Oslo', true, 1.5]]),
  split('an age that is too large', columns, [[2 ** 70, 'Oslo', true, 1.5]]),
  split('a city that is a number', columns, [[30, 7, true, 1.5]]),
  split('no city', columns, [[30, null, true, 1.5]]),
  split('a city in another script', columns, [[30, 'Осло \u{1f30a}', true, 1.5]]),
  json(
    'a city that is half a character',
    '{"dataframe_split": {"columns": ["age", "city", "member", "score"], "data": [[30, "\\ud83c", true, 1.5]]}}',
  ),
  split('a member that is a number', columns, [[30, 'Oslo', 1, 1.5]]),
  split('a member that is text', columns, [[30, 'Oslo', 'yes', 1.5]]),
  split('no member', columns, [[30, 'Oslo', null, 1.5]]),
  records('records', [{ age: 30, city: 'Oslo', member: true, score: 1.5 }]),
  records('records of which one lacks its score', [
    { age: 30, city: 'Oslo', member: true, score: 1.5 },
    { age: 30, city: 'Oslo', member: false },
  ]),
  records('records without a column', [{ age: 30, member: true, score: 1.5 }]),
  instances('instances', [{ age: 30, city: 'Oslo', member: true, score: 1.5 }]),
  inputs('columns', { age: [30, 41], city: ['Oslo', 'Rome'], member: [true, false], score: [1.5, 2] }),
  inputs('values', { age: 30, city: 'Oslo', member: true, score: 1.5 }),
  csv('CSV', 'age,city,member,score\n30,Oslo,True,1.5\n41,"Rome, Italy",False,\n'),
  csv('CSV whose ages have fractions', 'age,city,member,score\n30.5,Oslo,True,1.5\n'),
];
