import type { Band, Curve } from './trace.ts';

export type Spread = 'range' | 'deviation' | 'none';

const PLACES = 200;

/** The mean of several curves, and how far they spread, at places along x where at least one of them is. */
export function meanOf(
  curves: readonly Curve[],
  spread: Spread,
): Curve & { readonly band: Band | undefined } {
  const places = placesOf(curves);
  const [xs, ys, lows, highs]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const x of places) {
    const values = curves.flatMap((curve) => valueAt(curve, x) ?? []);
    if (values.length === 0) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    xs.push(x);
    ys.push(mean);
    const [low, high] = spreadOf(values, mean, spread);
    lows.push(low);
    highs.push(high);
  }
  const columns = { xs: Float64Array.from(xs), ys: Float64Array.from(ys) };
  const band = { xs: columns.xs, lows: Float64Array.from(lows), highs: Float64Array.from(highs) };
  return { ...columns, band: spread === 'none' ? undefined : band };
}

/** The places of the points themselves when they are few, even ones otherwise. */
function placesOf(curves: readonly Curve[]): number[] {
  const own = new Set<number>();
  let [low, high] = [Infinity, -Infinity];
  for (const { xs } of curves) {
    for (const x of xs) if (own.size <= PLACES) own.add(x);
    if (xs.length === 0) continue;
    low = Math.min(low, xs[0] as number);
    high = Math.max(high, xs.at(-1) as number);
  }
  if (own.size <= PLACES) return [...own].sort((a, b) => a - b);
  return Array.from({ length: PLACES + 1 }, (_, n) => low + ((high - low) * n) / PLACES);
}

/** The curve's y at x, on the line between its neighbours; undefined outside of it. */
function valueAt({ xs, ys }: Curve, x: number): number | undefined {
  if (xs.length === 0 || x < (xs[0] as number) || x > (xs.at(-1) as number)) return undefined;
  let [low, high] = [0, xs.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const [x0, x1] = [xs[low] as number, xs[high] as number];
  const [y0, y1] = [ys[low] as number, ys[high] as number];
  const y = x1 > x0 ? y0 + ((y1 - y0) * (x - x0)) / (x1 - x0) : y1;
  return Number.isFinite(y) ? y : undefined;
}

function spreadOf(values: readonly number[], mean: number, spread: Spread): [number, number] {
  if (spread === 'range') return [Math.min(...values), Math.max(...values)];
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return [mean - deviation, mean + deviation];
}
