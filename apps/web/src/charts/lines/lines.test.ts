import { describe, expect, it } from '@jest/globals';
import type { Line } from '../../api/histories.ts';
import { appendPoints } from './append-points.ts';
import { yExtent } from './extent.ts';
import { meanOf } from './group.ts';
import { makeTraces } from './make-traces.ts';
import { mergeDetail } from './merge-detail.ts';
import { within } from './plot-gestures.ts';
import { smooth } from './smooth.ts';
import { formatTick } from './ticks.ts';
import { nearestIndex } from './trace.ts';

function line(xs: readonly number[], values: readonly number[], rest: Partial<Line> = {}): Line {
  const columns = Float64Array.from(xs);
  return {
    runId: 'r',
    key: 'loss',
    total: xs.length,
    isCut: false,
    startMs: 1_000,
    xs: columns,
    steps: columns,
    times: columns.map((x) => 1_000 + x),
    values: Float64Array.from(values),
    stretches: undefined,
    ...rest,
  };
}

const run = (id: string): Parameters<typeof makeTraces>[1][number] => ({
  id,
  name: `run ${id}`,
  color: '#123456',
  experimentId: '1',
  startMs: 0,
  isRunning: false,
});
const plain = { smoothing: 0, spread: 'range', groupOf: undefined } as const;
const curve = (xs: readonly number[], ys: readonly number[]): { xs: Float64Array; ys: Float64Array } => ({
  xs: Float64Array.from(xs),
  ys: Float64Array.from(ys),
});

describe('smoothing', () => {
  it('leaves a constant line where it is, from its first point on', () => {
    expect([...smooth(curve([0, 1, 2, 3], [5, 5, 5, 5]), 0.9, 3).ys]).toEqual([5, 5, 5, 5]);
  });

  it('takes out noise, the more the heavier, and keeps gaps', () => {
    const xs = Array.from({ length: 400 }, (_, n) => n);
    const noisy = curve(
      xs,
      xs.map((x) => (x === 200 ? NaN : x % 2)),
    );
    const spread = (weight: number): number => {
      const tail = smooth(noisy, weight, 399).ys.slice(300);
      return Math.max(...tail) - Math.min(...tail);
    };
    expect(spread(0.99)).toBeLessThan(spread(0.6));
    expect(spread(0.6)).toBeLessThan(1);
    expect(smooth(noisy, 0.9, 399).ys[200]).toBeNaN();
  });
});

describe('a group of lines', () => {
  it('is their mean with their lowest and highest, between points as well', () => {
    const mean = meanOf([curve([0, 2], [0, 2]), curve([0, 1, 2], [4, 4, 4])], 'range');
    expect([...mean.xs]).toEqual([0, 1, 2]);
    expect([...mean.ys]).toEqual([2, 2.5, 3]);
    expect([...(mean.band?.lows ?? [])]).toEqual([0, 1, 2]);
    expect([...(mean.band?.highs ?? [])]).toEqual([4, 4, 4]);
  });
});

describe('what is drawn', () => {
  it('breaks at values that are no numbers, and marks them', () => {
    const [trace] = makeTraces([line([0, 1, 2], [1, NaN, Number.MAX_VALUE])], [run('r')], ['loss'], plain);
    expect([...(trace?.ys ?? [])]).toEqual([1, NaN, NaN]);
    expect(trace?.odd).toEqual([
      { x: 1, kind: 'NaN' },
      { x: 2, kind: '+∞' },
    ]);
  });

  it('tells lines of one colour apart by their strokes', () => {
    const lines = [line([0], [1], { runId: 'a' }), line([0], [1], { runId: 'b' })];
    const traces = makeTraces(lines, [run('a'), run('b')], ['loss'], plain);
    expect(traces[0]?.dash).not.toEqual(traces[1]?.dash);
  });

  it('has room for all that is visible, or for all but outliers', () => {
    const ys = Array.from({ length: 100 }, (_, n) => (n === 3 ? 1_000 : n / 100));
    const traces = makeTraces([line([...ys.keys()], ys)], [run('r')], ['loss'], plain);
    expect(yExtent(traces, [0, 99], false, false)[1]).toBeGreaterThan(1_000);
    expect(yExtent(traces, [0, 99], false, true)[1]).toBeLessThan(2);
    expect(yExtent(traces, [50, 99], false, false)[1]).toBeLessThan(2);
    expect(yExtent([], [0, 1], true, false)).toEqual([0.1, 10]);
  });

  it('is found by the nearest x', () => {
    const xs = Float64Array.from([0, 10, 20]);
    expect([-5, 4, 6, 15, 99].map((x) => nearestIndex(xs, x))).toEqual([0, 0, 1, 1, 2]);
    expect(nearestIndex(new Float64Array(), 1)).toBe(-1);
  });
});

describe('a view that is moved', () => {
  it('stays where there is something, and is all once it would show more', () => {
    expect(within([-5, 5], [0, 100], false)).toEqual([0, 10]);
    expect(within([95, 105], [0, 100], false)).toEqual([90, 100]);
    expect(within([-10, 200], [0, 100], false)).toBeUndefined();
    expect(within([50, 500], [1, 100], true)?.map(Math.round)).toEqual([10, 100]);
  });
});

describe('points that come later', () => {
  it('stand at their place along the axis, once', () => {
    const points = { key: 'loss', step: [2, 5, 3], time: [1_002, 1_005, 1_003], value: [20, 50, null] };
    const appended = appendPoints(line([0, 2, 4], [0, 20, 40]), points, 'step');
    expect([...appended.xs]).toEqual([0, 2, 3, 4, 5]);
    expect([...appended.values]).toEqual([0, 20, NaN, 40, 50]);
    expect(appended.total).toBe(5);
    expect(appendPoints(appended, points, 'step')).toBe(appended);
    expect([...appendPoints(line([0], [0]), points, 'relative').xs]).toEqual([0, 2, 3, 5]);
  });

  it('replace coarse ones where the view is fine, but for those that the fine ones lack', () => {
    const coarse = line([0, 10, 20, 30, 40], [0, 1, 2, 3, 4]);
    const merged = mergeDetail(coarse, line([10, 12, 14, 16, 20], [1, 5, 6, 7, 2]), 10, 25);
    expect([...merged.xs]).toEqual([0, 10, 12, 14, 16, 20, 30, 40]);
    const late = mergeDetail(coarse, line([10, 15], [1, 2]), 10, 50);
    expect([...late.xs]).toEqual([0, 10, 15, 20, 30, 40]);
  });
});

describe('numbers at an axis', () => {
  it('are as exact as they are apart, however large or small', () => {
    expect([0.1, 0.2].map((value) => formatTick(value, 0.1))).toEqual(['0.1', '0.2']);
    expect(formatTick(0.0005, 0.0001)).toBe('0.0005');
    expect(formatTick(25_000, 5_000)).toBe('25K');
    expect(formatTick(-2e-7, 1e-7)).toBe('−2e−7');
    expect(formatTick(1e300, 1e299)).toBe('1e300');
  });
});
