import type { Line, Stretches } from '../../api/histories.ts';
import { firstAtLeast } from './trace.ts';

/** A line whose stretch from `from` to `to` was read more finely: the fine points there, the coarse ones around them. */
export function mergeDetail(coarse: Line, fine: Line, from: number, to: number): Line {
  const start = firstAtLeast(coarse.xs, from);
  // What was logged after the fine points were read is among the coarse ones only.
  const end = firstAbove(coarse.xs, Math.min(to, fine.xs.at(-1) ?? -Infinity), start);
  const join = (name: 'xs' | 'steps' | 'times' | 'values'): Float64Array =>
    spliced(coarse[name], start, end, fine[name]);
  return {
    ...coarse,
    xs: join('xs'),
    steps: join('steps'),
    times: join('times'),
    values: join('values'),
    stretches: coarse.stretches && mergeStretches(coarse.stretches, fine, from, to),
  };
}

function mergeStretches(coarse: Stretches, fine: Line, from: number, to: number): Stretches {
  const start = firstAtLeast(coarse.xs, from);
  const end = firstAbove(coarse.xs, Math.min(to, fine.xs.at(-1) ?? -Infinity), start);
  const inner = fine.stretches ?? {
    xs: fine.xs,
    counts: new Float64Array(fine.xs.length).fill(1),
    means: fine.values,
  };
  return {
    xs: spliced(coarse.xs, start, end, inner.xs),
    counts: spliced(coarse.counts, start, end, inner.counts),
    means: spliced(coarse.means, start, end, inner.means),
  };
}

function firstAbove(xs: Float64Array, x: number, start: number): number {
  let at = Math.max(start, firstAtLeast(xs, x));
  while (at < xs.length && (xs[at] as number) <= x) at += 1;
  return at;
}

/** The values with those from `start` to before `end` replaced. */
function spliced(values: Float64Array, start: number, end: number, inner: Float64Array): Float64Array {
  const joined = new Float64Array(start + inner.length + values.length - end);
  joined.set(values.subarray(0, start));
  joined.set(inner, start);
  joined.set(values.subarray(end), start + inner.length);
  return joined;
}
