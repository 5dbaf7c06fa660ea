import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Downsample, type Line } from './downsample.ts';

function lineOf(
  points: readonly (readonly [x: number, value: number])[],
  maxPoints: number,
  scale: 'linear' | 'log' = 'linear',
): Line {
  const downsample = new Downsample(maxPoints, scale);
  for (const [x, value] of points) downsample.add(x, x, 1000 + x, value);
  return downsample.line();
}

const finite = (value: number): boolean => Math.abs(value) < Number.MAX_VALUE;

describe('a line that is thinned out', () => {
  it('stays as it is while its points are few enough', () => {
    const { points, stretches, total } = lineOf(
      [
        [2, 5],
        [1, NaN],
        [3, 4],
      ],
      8,
    );
    expect(points.map(({ x, value }) => [x, value])).toEqual([
      [1, NaN],
      [2, 5],
      [3, 4],
    ]);
    expect({ stretches, total }).toEqual({ stretches: undefined, total: 3 });
  });

  it('keeps its extremes, its ends, its sum and its order, whatever the points are', () => {
    const values = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN));
    const points = fc.array(fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), values), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(points, fc.integer({ min: 8, max: 60 }), (given, maxPoints) => {
        const line = lineOf(given, maxPoints);
        const kept = line.points.filter(({ value }) => finite(value)).map(({ value }) => value);
        const all = given.map(([, value]) => value).filter(finite);
        expect(Math.min(...kept)).toBe(Math.min(...all));
        expect(Math.max(...kept)).toBe(Math.max(...all));
        const xs = line.points.map(({ x }) => x);
        expect(xs[0]).toBe(Math.min(...given.map(([x]) => x)));
        expect(xs.at(-1)).toBe(Math.max(...given.map(([x]) => x)));
        expect(xs).toEqual(xs.toSorted((a, b) => a - b));
        expect(line.total).toBe(given.length);
        if (line.stretches) {
          expect(line.stretches.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
          expect(line.stretches.length).toBeLessThanOrEqual(maxPoints / 4);
        }
      }),
    );
  });

  it('keeps the extremes of each stretch of the axis', () => {
    const points = Array.from({ length: 10_000 }, (_, x): [number, number] => [x, x % 1000 === 500 ? 9 : 1]);
    const kept = lineOf(points, 400).points.filter(({ value }) => value === 9);
    expect(kept.map(({ x }) => x)).toEqual([500, 1500, 2500, 3500, 4500, 5500, 6500, 7500, 8500, 9500]);
  });

  it('shows that there are values which are no numbers, and leaves them out of means', () => {
    const points = Array.from({ length: 1_000 }, (_, x): [number, number] => [
      x,
      x === 300 ? NaN : x === 600 ? Number.MAX_VALUE : 2,
    ]);
    const line = lineOf(points, 40);
    expect(line.points.filter(({ value }) => !finite(value)).map(({ x }) => x)).toEqual([300, 600]);
    expect(new Set(line.stretches?.map(({ mean }) => mean))).toEqual(new Set([2]));
  });

  it('bears points that all stand at one place, or very far apart', () => {
    expect(
      lineOf(
        Array.from({ length: 100 }, (_, n) => [7, n]),
        8,
      ).points.map(({ value }) => value),
    ).toEqual([0, 99]);
    const far = lineOf(
      Array.from({ length: 100 }, (_, n) => [n === 99 ? 9e18 : n, n]),
      16,
    );
    expect(far.points.at(-1)).toMatchObject({ x: 9e18, value: 99 });
    expect(far.points[0]).toMatchObject({ x: 0, value: 0 });
  });

  it('gives small x more room on a logarithmic axis', () => {
    const points = Array.from({ length: 100_000 }, (_, x): [number, number] => [x + 1, x]);
    const small = (scale: 'linear' | 'log'): number =>
      lineOf(points, 400, scale).points.filter(({ x }) => x < 1000).length;
    expect(small('log')).toBeGreaterThan(10 * small('linear'));
  });
});
