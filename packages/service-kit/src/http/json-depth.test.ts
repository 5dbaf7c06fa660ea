import { expect, test } from '@jest/globals';
import { isDeeperThan } from './json-depth.ts';

test.each<[string, number, boolean]>([
  ['[[[1]]]', 2, true],
  ['[[[1]]]', 3, false],
  ['[{"a":[1]},{"b":[2]},[[3]]]', 3, false],
  ['[{"a":[1]},{"b":[[2]]}]', 3, true],
  ['["[[[[", "\\"[[[[", "\\\\"]', 1, false],
  ['["\\\\", [[1]]]', 2, true],
  ['["[[[[', 1, false],
  ['["[[[[\\', 1, false],
  [']]]][[[[', 3, false],
  ['', 1, false],
])('whether %s is deeper than %i', (json, limit, is) => {
  expect(isDeeperThan(limit, Buffer.from(json))).toBe(is);
});
