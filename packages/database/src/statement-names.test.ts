import { expect, test } from '@jest/globals';
import { StatementNames } from './statement-names.ts';

test('a text has a name of its own from its second use on, as long as there are names', () => {
  const names = new StatementNames('search', 2);
  expect(['a', 'a', 'b', 'a', 'b', 'c', 'c', 'b'].map((text) => names.of(text))).toEqual([
    undefined,
    'search-1',
    undefined,
    'search-1',
    'search-2',
    undefined,
    undefined,
    'search-2',
  ]);
});

test('texts that come once, and very long ones, take no names', () => {
  const names = new StatementNames('search', 1);
  for (let index = 0; index < 2000; index++) expect(names.of(`once ${index}`)).toBeUndefined();
  const long = 'x'.repeat(10_000);
  expect([names.of(long), names.of(long)]).toEqual([undefined, undefined]);
  expect([names.of('twice'), names.of('twice')]).toEqual([undefined, 'search-1']);
});
