import { expect, test } from '@jest/globals';
import type { Comparison } from '@millrace/search/filter';
import { NarrowCounts } from './narrow-counts.ts';

const comparison = (value: string): Comparison => ({
  kind: 'comparison',
  type: 'parameter',
  key: 'lr',
  comparator: '=',
  value,
});

test('counts are kept for ten seconds, each for its experiment and bound', async () => {
  let nowMs = 0;
  const asked: string[] = [];
  const counts = new NarrowCounts(
    (comparisons, experimentId, most) => {
      asked.push(`${experimentId} ${most} ${comparisons.map(({ value }) => JSON.stringify(value)).join()}`);
      return Promise.resolve(comparisons.map(() => asked.length));
    },
    () => nowMs,
  );
  const one = comparison('1');
  const two = comparison('2');
  expect(await counts.of([one], 1, 10)).toEqual([1]);
  expect(await counts.of([one], 1, 10)).toEqual([1]);
  expect(await counts.of([one], 2, 10)).toEqual([2]);
  expect(await counts.of([one], 1, 20)).toEqual([3]);
  expect(await counts.of([one, two], 1, 10)).toEqual([4, 4]);
  expect(await counts.of([two], 1, 10)).toEqual([4]);
  nowMs = 10_001;
  expect(await counts.of([two], 1, 10)).toEqual([5]);
  expect(asked).toEqual(['1 10 "1"', '2 10 "1"', '1 20 "1"', '1 10 "1","2"', '1 10 "2"']);
});
