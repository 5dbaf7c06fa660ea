import { expect, test } from '@jest/globals';
import { spanOf } from '../api/spans.ts';
import { placeOn, ticksOf, timelineOf } from './timeline.ts';

const span = (start: number, end: number | null) =>
  spanOf({ span_id: 'a', start_time_unix_nano: start, end_time_unix_nano: end });

test('reaches from the first start to the last end', () => {
  const timeline = timelineOf([span(100, 200), span(50, 150), span(120, null)]);
  expect(timeline).toEqual({ startNs: 50, lengthNs: 150 });
  expect(placeOn(timeline, span(125, 200))).toEqual({ left: 0.5, width: 0.5 });
  expect(placeOn(timeline, span(125, null))).toEqual({ left: 0.5, width: 0.5 });
});

test('a moment and nothing at all have a length', () => {
  expect(timelineOf([span(5, 5)]).lengthNs).toBe(1);
  expect(timelineOf([])).toEqual({ startNs: 0, lengthNs: 1 });
});

test.each([
  [900e6, [0, 500]],
  [2.1e9, [0, 1000]],
  [4e9, [0, 1000, 2000, 3000]],
  [150_000, [0, 0.05, 0.1]],
])('round times within %d ns', (lengthNs, expected) => {
  expect(ticksOf({ startNs: 0, lengthNs }).map(({ ms }) => Number(ms.toPrecision(6)))).toEqual(expected);
});
