/** A curve as it is drawn: columns by x. A NaN among `ys` breaks the line. */
export interface Curve {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** An area around a curve, as the lowest and highest y at each x. */
export interface Band {
  readonly xs: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** Where a value was logged that is no number: it is marked at the edge of the plot. */
export interface OddPoint {
  readonly x: number;
  readonly kind: 'NaN' | '+∞' | '−∞';
}

/** What a legend names: one metric of one run, or the mean of a group of runs. */
export interface Trace extends Curve {
  readonly id: string;
  /** The runs it stands for: under the pointer, they are highlighted everywhere. */
  readonly runIds: readonly string[];
  readonly label: string;
  /** A CSS colour. */
  readonly color: string;
  /** Lengths of strokes and gaps, for lines that share a colour; empty for a whole line. */
  readonly dash: readonly number[];
  /** What was logged, behind a smoothed curve. */
  readonly faint: Curve | undefined;
  readonly band: Band | undefined;
  readonly odd: readonly OddPoint[];
}

/** The index of the first x that is not below `x`. */
export function firstAtLeast(xs: Float64Array, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the x that is nearest; -1 where there is none. */
export function nearestIndex(xs: Float64Array, x: number): number {
  const after = firstAtLeast(xs, x);
  if (after === 0) return xs.length > 0 ? 0 : -1;
  if (after === xs.length) return after - 1;
  return x - (xs[after - 1] as number) <= (xs[after] as number) - x ? after - 1 : after;
}
