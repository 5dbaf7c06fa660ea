import { expect, test } from '@jest/globals';
import { typedFilter } from './typed-filter.ts';

const byWords = (words: string): string => `name ILIKE '%${words}%'`;

test.each([
  ['', ''],
  ['  ', ''],
  ['churn model', "name ILIKE '%churn model%'"],
  ['like a river in spring', "name ILIKE '%like a river in spring%'"],
  ["name LIKE 'a%'", "name LIKE 'a%'"],
  ["tags.stage = 'x'", "tags.stage = 'x'"],
  ['execution_time > 5', 'execution_time > 5'],
  ["run_id IN ('a')", "run_id IN ('a')"],
  ['tags.owner IS NOT NULL', 'tags.owner IS NOT NULL'],
])('%s', (typed, filter) => expect(typedFilter(typed, byWords)).toBe(filter));
