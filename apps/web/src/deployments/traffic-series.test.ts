import { expect, test } from '@jest/globals';
import { trafficSeries } from './traffic-series.ts';

const SHADOW = { same: 0, different: 0, failed: 0, skipped: 0 };

test('periods without a request are none, and the one under way is left out', () => {
  const now = 1_000_000_005_000;
  const end = 1_000_000_000_000;
  const period = { errors: 5, p50Ms: 1, p99Ms: 2 };
  const stats = {
    version: '1',
    requests: 60,
    perSecond: 1,
    errors: 10,
    p50Ms: 1,
    p99Ms: 2,
    batchSize: 1,
    restarts: 0,
    shadow: SHADOW,
    history: [
      { ...period, startMs: end - 10_000, requests: 50 },
      { ...period, startMs: end, requests: 7 },
    ],
  };
  const [series] = trafficSeries([stats], now, 1);
  expect(series).toEqual({
    version: '1',
    perSecond: [0, 0, 0, 0, 0, 5],
    errorsPerSecond: [0, 0, 0, 0, 0, 0.5],
    p50Ms: [undefined, undefined, undefined, undefined, undefined, 1],
    p99Ms: [undefined, undefined, undefined, undefined, undefined, 2],
  });
});
