import { firstAtLeast, type Trace } from './trace.ts';

export type Range = readonly [low: number, high: number];

/** The x that the traces cover; undefined when they hold no point. */
export function xExtent(traces: readonly Trace[], isLog: boolean): Range | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const { xs, odd } of traces) {
    const start = isLog ? firstAtLeast(xs, Number.MIN_VALUE) : 0;
    if (start < xs.length) {
      low = Math.min(low, xs[start] as number);
      high = Math.max(high, xs.at(-1) as number);
    }
    for (const { x } of odd)
      if (!isLog || x > 0) {
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
  }
  return low <= high ? widened([low, high], isLog) : undefined;
}

/** A little room, and some width where all stands at one place. */
function widened([low, high]: Range, isLog: boolean): Range {
  if (low < high) return [low, high];
  return isLog
    ? [low / 2, high * 2]
    : [low - (Math.abs(low) * 0.05 || 1), high + (Math.abs(high) * 0.05 || 1)];
}

const TAIL = 0.05;

/** The y of what is visible between two x, with a margin. `hidesOutliers` leaves room for the middle nine tenths only. */
export function yExtent(
  traces: readonly Trace[],
  [from, to]: Range,
  isLog: boolean,
  hidesOutliers: boolean,
): Range {
  const ys: number[] = [];
  let [low, high] = [Infinity, -Infinity];
  const take = (value: number): void => {
    if (!Number.isFinite(value) || (isLog && value <= 0)) return;
    if (value < low) low = value;
    if (value > high) high = value;
    if (hidesOutliers) ys.push(value);
  };
  for (const { xs, ys: values, band, faint } of traces) {
    // One point to either side: the lines to them cross the edges.
    const end = firstAtLeast(xs, to);
    for (let i = Math.max(0, firstAtLeast(xs, from) - 1); i <= end && i < xs.length; i += 1)
      take(values[i] as number);
    if (band)
      for (let i = firstAtLeast(band.xs, from); i < band.xs.length && (band.xs[i] as number) <= to; i += 1) {
        take(band.lows[i] as number);
        take(band.highs[i] as number);
      }
    if (faint && faint.xs.length < 3) for (const y of faint.ys) take(y);
  }
  if (low > high) return isLog ? [0.1, 10] : [0, 1];
  if (ys.length > 10) [low, high] = withoutTails(ys, [low, high]);
  return isLog ? logMargin(low, high) : margin(low, high);
}

function withoutTails(values: number[], [low, high]: Range): Range {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  const [a, b] = [at(TAIL), at(1 - TAIL)];
  const room = (b - a) * 0.15;
  return a < b ? [Math.max(low, a - room), Math.min(high, b + room)] : [low, high];
}

function margin(low: number, high: number): Range {
  if (low === high) return widened([low, high], false);
  const room = (high - low) * 0.06;
  // Finite, however large the values are.
  return Number.isFinite(room) ? [low - room, high + room] : [low, high];
}

function logMargin(low: number, high: number): Range {
  if (low === high) return [low / 2, high * 2];
  const factor = (high / low) ** 0.06;
  return Number.isFinite(factor) ? [low / factor, high * factor] : [low, high];
}
