import { expect, test } from '@jest/globals';
import { Latencies } from './latencies.ts';
import { History } from './history.ts';
import { Rate } from './rate.ts';

test('percentiles are right to the width of a bucket', () => {
  const latencies = new Latencies();
  expect(latencies.percentile(0.5)).toBeUndefined();
  for (let index = 1; index <= 1000; index++) latencies.observe(index / 1000);
  for (const share of [0.5, 0.9, 0.99]) {
    const found = latencies.percentile(share) ?? 0;
    expect(found).toBeGreaterThanOrEqual(share);
    expect(found).toBeLessThan(share * 1.16);
  }
  expect(latencies.sum).toBeCloseTo(500.5);
});

test('what is faster or slower than all buckets is counted too', () => {
  const latencies = new Latencies();
  latencies.observe(0);
  latencies.observe(1e6);
  const told = [...latencies.cumulative()];
  expect(told[0]).toEqual(['0.000100', 1]);
  expect(told.at(-1)).toEqual(['+Inf', 2]);
  expect(told.at(-2)?.[1]).toBe(1);
});

test('a rate is of the last minute', () => {
  const start = 1_000_000_000_000;
  const rate = new Rate(start);
  for (let index = 0; index < 300; index++) rate.add(start + index * 100);
  expect(rate.perSecond(start + 30_000)).toBeCloseTo(10);
  expect(rate.perSecond(start + 60_000)).toBeCloseTo(290 / 60, 0);
  expect(rate.perSecond(start + 200_000)).toBe(0);
});

test('the last hour is kept in periods of ten seconds', () => {
  const start = 1_000_000_000_000;
  const history = new History();
  for (let index = 0; index < 500; index++) history.add(index % 10 === 0, 0.01, start + index * 10_000);
  history.add(false, 0.01, start + 499 * 10_000 + 9_999);
  const periods = history.periods(start + 499 * 10_000);
  expect(periods.length).toBeGreaterThan(355);
  expect(periods.length).toBeLessThanOrEqual(361);
  expect(periods.at(-1)).toMatchObject({ startMs: start + 499 * 10_000, requests: 2, errors: 0 });
  expect(periods.at(-10)).toMatchObject({ requests: 1, errors: 1 });
  expect(periods.at(-1)?.p99).toBeGreaterThanOrEqual(0.01);
});
