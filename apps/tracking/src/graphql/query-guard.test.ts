import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { guardQuery } from './query-guard.ts';

const guard = (query: string): void => guardQuery(parse(query));
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

describe('the guard of queries', () => {
  it.each([
    ['a plain query', '{ a { b } }'],
    ['ten levels', `${'{ a '.repeat(10)}${'}'.repeat(10)}`],
    ['ten root fields', `{ ${times(10, (index) => `a${index}`)} }`],
    ['a thousand fields', `{ a { ${times(999, () => 'b')} } }`],
    [
      'fragments that call each other',
      '{ ...A } fragment A on Query { a ...B } fragment B on Query { b ...A }',
    ],
    ['a fragment that is not there', '{ ...Nosuch }'],
  ])('lets pass %s', (_, query) => {
    expect(() => guard(query)).not.toThrow();
  });

  it.each([
    ['eleven levels', `${'{ a '.repeat(11)}${'}'.repeat(11)}`, 'depth of 10'],
    ['levels without an end', '{ ...A } fragment A on Query { a { ...A } }', 'depth of 10'],
    [
      'eleven root fields of two operations',
      `query A { ${times(6, () => 'a')} } query B { ${times(5, () => 'a')} }`,
      '11 root fields',
    ],
    ['eleven root fields in fragments', `{ ${times(11, (index) => `... { a${index} }`)} }`, '11 root fields'],
    [
      'aliases that lie over fragments',
      `{ a { ${times(11, (index) => `... on T { b${index}: b }`)} } }`,
      '11 aliases',
    ],
    ['too many fields', `{ a { ${times(1000, () => 'b')} } }`, '1000'],
    [
      'fragments that grow at each level',
      `{ ...F0 } ${times(9, (index) => `fragment F${index} on T { ${times(9, (at) => `a${at} { ...F${index + 1} }`)} }`)} fragment F9 on T { a }`,
      '1000',
    ],
  ])('refuses %s', (_, query, message) => {
    expect(() => guard(query)).toThrow(message);
  });
});
