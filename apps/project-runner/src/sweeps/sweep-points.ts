import { invalidParameter } from '@millrace/contracts/errors';
import {
  type Dimension,
  MAX_SWEEP_RUNS,
  type Range,
  type Sweep,
} from '@millrace/contracts/projects/project-sweeps';
import type { Texts } from '../tracking/tracked-runs.ts';
import { randomNumbers } from './random-numbers.ts';

const GRID_COUNT = 5;
const RANDOM_RUNS = 10;

/** The parameters of each run of a sweep, none twice. Throws INVALID_PARAMETER_VALUE for a grid of too many. */
export function sweepPoints(sweep: Sweep, seed: number): Texts[] {
  return sweep.method === 'grid' ? gridPoints(sweep) : randomPoints(sweep, seed);
}

/** The last parameter varies first. */
function gridPoints({ space, max_runs: most = MAX_SWEEP_RUNS }: Sweep): Texts[] {
  const axes = Object.entries(space).map(([name, dimension]) => [name, gridValues(dimension)] as const);
  const total = axes.reduce((product, [, values]) => product * values.length, 1);
  if (total > most)
    throw invalidParameter(
      `'sweep' comes to ${total} runs, and may come to ${most}: leave values out, or set 'sweep.method' to random.`,
    );
  return axes.reduce<Record<string, string>[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

function gridValues(dimension: Dimension): string[] {
  if ('values' in dimension) return [...new Set(dimension.values)];
  const { count = GRID_COUNT } = dimension;
  const shares = Array.from({ length: count }, (_, index) => (count === 1 ? 0 : index / (count - 1)));
  return [...new Set(shares.map((share) => written(within(dimension, share), dimension)))];
}

/** Each point by itself; one that came before is drawn again, a few times. A space with fewer points than asked for gives those it has. */
function randomPoints({ space, max_runs: wanted = RANDOM_RUNS }: Sweep, seed: number): Texts[] {
  const random = randomNumbers(seed);
  const points = new Map<string, Texts>();
  for (let draw = 0; points.size < wanted && draw < wanted * 20; draw += 1) {
    const point = Object.fromEntries(
      Object.entries(space).map(([name, dimension]) => [name, drawn(dimension, random())]),
    );
    points.set(JSON.stringify(point), point);
  }
  return [...points.values()];
}

function drawn(dimension: Dimension, share: number): string {
  if ('values' in dimension) return dimension.values[Math.floor(share * dimension.values.length)] as string;
  const { min, max, scale, type } = dimension;
  if (type === 'float' || scale === 'log') return written(within(dimension, share), dimension);
  // Every whole number is as likely as the others.
  return String(Math.ceil(min) + Math.floor(share * (Math.floor(max) - Math.ceil(min) + 1)));
}

function within({ min, max, scale }: Range, share: number): number {
  // The ends are what was given, whatever the arithmetic makes of them.
  if (share === 0) return min;
  if (share === 1) return max;
  return scale === 'log' ? min * (max / min) ** share : min + (max - min) * share;
}

function written(value: number, { min, max, type }: Range): string {
  if (type === 'float') return String(Number(value.toPrecision(12)));
  return String(Math.min(Math.max(Math.round(value), Math.ceil(min)), Math.floor(max)));
}
