import type { Curve } from './trace.ts';

/** The axis counts as so many places, whatever it shows: so a weight smooths a short run as much as a long one. */
const PLACES = 1_000;
const MOST = 0.999;

/**
 * An exponential moving average along x: a value counts `weight` times less for each place that it lies back, of 1000 along
 * `range`. From 0 (as it is) towards 1. The first values are not pulled towards zero. A NaN stays one and is left out of the mean.
 */
export function smooth({ xs, ys }: Curve, weight: number, range: number): Curve {
  const base = Math.min(Math.sqrt(weight), MOST);
  const smoothed = new Float64Array(ys.length);
  let [sum, count, before] = [0, 0, NaN];
  for (let i = 0; i < ys.length; i += 1) {
    const [x, y] = [xs[i] as number, ys[i] as number];
    if (!Number.isFinite(y)) {
      smoothed[i] = NaN;
      continue;
    }
    const places = range > 0 && !Number.isNaN(before) ? ((x - before) / range) * PLACES : 1;
    const decay = base ** places;
    sum = sum * decay + y;
    count = count * decay + 1;
    before = x;
    smoothed[i] = sum / count;
  }
  return { xs, ys: smoothed };
}
