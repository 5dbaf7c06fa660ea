import { expect, test } from '@jest/globals';
import { isSameAnswer } from './same-answer.ts';

const answer = (body: string, status = 200) => ({ status, headers: {}, body });

test.each([
  ['{"predictions": [1.0]}', '{"predictions": [1.0]}', true],
  ['{"predictions": [1.0]}', '{"predictions":[1]}', true],
  ['{"predictions": [0.30000000000000004]}', '{"predictions": [0.3]}', true],
  ['{"predictions": [1.0]}', '{"predictions": [1.1]}', false],
  ['{"predictions": [1, 2]}', '{"predictions": [1]}', false],
  ['{"predictions": [{"a": "x"}]}', '{"predictions": [{"a": "x"}]}', true],
  ['{"predictions": [{"a": "x"}]}', '{"predictions": [{"b": "x"}]}', false],
  ['{"predictions": [null]}', '{"predictions": [0]}', false],
  ['{"predictions": []}', '{"predictions": {}}', false],
  ['not JSON', 'no JSON', false],
])('%s and %s', (one, other, same) => {
  expect(isSameAnswer(answer(one), answer(other))).toBe(same);
});

test('another status is another answer', () => {
  expect(isSameAnswer(answer('{}'), answer('{}', 400))).toBe(false);
});
