import type { Line } from '../../api/histories.ts';

/** A line whose stretch from `from` to `to` was read more finely: the fine points there, the coarse ones around them. */
export function mergeDetail(coarse: Line, fine: Line, from: number, to: number): Line {
  // What was logged after the fine points were read is among the coarse ones only.
  const lastFine = fine.xs.at(-1) ?? -Infinity;
  const pick: (readonly [Line, number])[] = [];
  for (let i = 0; i < coarse.xs.length; i += 1) if ((coarse.xs[i] as number) < from) pick.push([coarse, i]);
  for (let i = 0; i < fine.xs.length; i += 1) pick.push([fine, i]);
  for (let i = 0; i < coarse.xs.length; i += 1) {
    const x = coarse.xs[i] as number;
    if (x > to || (x > lastFine && x >= from)) pick.push([coarse, i]);
  }
  const column = (name: 'xs' | 'steps' | 'times' | 'values'): Float64Array =>
    Float64Array.from(pick, ([line, i]) => line[name][i] as number);
  return {
    ...coarse,
    xs: column('xs'),
    steps: column('steps'),
    times: column('times'),
    values: column('values'),
    stretches: coarse.stretches && mergeStretches(coarse, fine, from, to),
  };
}

function mergeStretches(coarse: Line, fine: Line, from: number, to: number): Line['stretches'] {
  const own = coarse.stretches;
  if (!own) return undefined;
  const outside = (low: number, high: number): [number, number, number][] =>
    Array.from(own.xs, (x, i): [number, number, number] => [
      x,
      own.counts[i] as number,
      own.means[i] as number,
    ]).filter(([x]) => x >= low && x <= high && (x < from || x > to));
  const inside = fine.stretches
    ? Array.from(fine.stretches.xs, (x, i): [number, number, number] => [
        x,
        fine.stretches?.counts[i] as number,
        fine.stretches?.means[i] as number,
      ])
    : Array.from(fine.xs, (x, i): [number, number, number] => [x, 1, fine.values[i] as number]);
  const rows = [...outside(-Infinity, from), ...inside, ...outside(to, Infinity)];
  return {
    xs: Float64Array.from(rows, ([x]) => x),
    counts: Float64Array.from(rows, ([, count]) => count),
    means: Float64Array.from(rows, ([, , mean]) => mean),
  };
}
