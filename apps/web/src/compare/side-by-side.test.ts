import { expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.ts';

it('lines stand beside each other, those that were changed too', () => {
  const rows = sideBySide('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n');
  expect(
    rows?.map(({ left, right, isSame }) => [left?.number, left?.text, right?.number, right?.text, isSame]),
  ).toEqual([
    [1, 'a', 1, 'a', true],
    [2, 'b', 2, 'B', false],
    [3, 'c', 3, 'c', true],
    [4, 'd', 4, 'd', true],
    [undefined, undefined, 5, 'e', false],
  ]);
  expect(sideBySide('', '')).toEqual([]);
  expect(sideBySide('a', '')).toEqual([{ left: { number: 1, text: 'a' }, right: undefined, isSame: false }]);
});
