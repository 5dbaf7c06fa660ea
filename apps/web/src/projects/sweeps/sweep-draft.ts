import type { Dimension, SweepRequest } from '../../api/project-sweeps.ts';
import type { EntryPoint } from '../../api/projects.ts';
import { checkParameter, checkWhole, defined, type FieldErrors } from '../form/check-draft.ts';

/** What a parameter of a sweep takes, as it was typed. */
export interface DimensionDraft {
  readonly kind: 'one' | 'values' | 'range';
  /** Separated by commas. */
  readonly values: string;
  readonly min: string;
  readonly max: string;
  readonly scale: 'linear' | 'log';
  readonly type: 'float' | 'int';
  readonly count: string;
}

export interface SweepDraft {
  readonly method: 'grid' | 'random';
  readonly dimensions: Readonly<Record<string, DimensionDraft>>;
  readonly maxRuns: string;
  readonly seed: string;
  readonly concurrency: string;
  readonly metric: string;
  readonly goal: 'minimize' | 'maximize';
}

export const ONE: DimensionDraft = {
  kind: 'one',
  values: '',
  min: '',
  max: '',
  scale: 'linear',
  type: 'float',
  count: '',
};

export const EMPTY_SWEEP: SweepDraft = {
  method: 'grid',
  dimensions: {},
  maxRuns: '',
  seed: '',
  concurrency: '4',
  metric: '',
  goal: 'minimize',
};

const GRID_COUNT = 5;
const RANDOM_RUNS = 10;

export const valuesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
];

/** The parameters that take more than one value. */
export function sweptNames({ dimensions }: SweepDraft): ReadonlySet<string> {
  return new Set(Object.keys(dimensions).filter((name) => dimensions[name]?.kind !== 'one'));
}

/** What is wrong, by the server's names: `sweep.space.alpha`. */
export function checkSweep(sweep: SweepDraft, point: EntryPoint | undefined): FieldErrors {
  const errors: Record<string, string | undefined> = {};
  const swept = sweptNames(sweep);
  if (swept.size === 0) errors['sweep.space'] = 'Give at least one parameter several values, or a range.';
  for (const name of swept) {
    const dimension = sweep.dimensions[name] ?? ONE;
    const parameter = point?.parameters.find((each) => each.name === name);
    const wrong =
      dimension.kind === 'range'
        ? undefined
        : valuesOf(dimension.values).find((value) => parameter && checkParameter(parameter, value));
    errors[`sweep.space.${name}`] =
      (wrong !== undefined && parameter && checkParameter(parameter, wrong)) || checkDimension(dimension);
  }
  errors['sweep.max_runs'] = checkWhole(sweep.maxRuns, { least: 1, most: 1000 });
  errors['sweep.concurrency'] = checkWhole(sweep.concurrency, { least: 1, most: 1000 });
  errors['sweep.seed'] = checkWhole(sweep.seed, { least: 0, most: 2_147_483_647 });
  return defined(errors);
}

function checkDimension({ kind, values, min, max, scale, count }: DimensionDraft): string | undefined {
  if (kind === 'values')
    return valuesOf(values).length === 0 ? 'Give values, separated by commas.' : undefined;
  const [low, high] = [Number(min), Number(max)];
  if (min.trim() === '' || max.trim() === '' || Number.isNaN(low) || Number.isNaN(high))
    return 'Give the least and the most, as numbers.';
  if (low > high) return 'The least is more than the most.';
  if (scale === 'log' && low <= 0) return 'On a log scale the least must be above 0.';
  return checkWhole(count, { least: 1, most: 1000 });
}

/** How many runs the sweep makes; undefined while that cannot be said. */
export function runsOf(sweep: SweepDraft): number | undefined {
  const swept = [...sweptNames(sweep)].map((name) => sweep.dimensions[name] ?? ONE);
  if (swept.length === 0 || swept.some((each) => checkDimension(each) !== undefined)) return undefined;
  if (sweep.method === 'random') return Number(sweep.maxRuns) || RANDOM_RUNS;
  return swept.reduce((product, each) => product * sizeOf(each), 1);
}

function sizeOf({ kind, values, min, max, type, count }: DimensionDraft): number {
  if (kind === 'values') return valuesOf(values).length;
  const wanted = Number(count) || GRID_COUNT;
  if (type === 'float') return min.trim() === max.trim() ? 1 : wanted;
  return Math.min(wanted, Math.floor(Number(max)) - Math.ceil(Number(min)) + 1);
}

/** The sweep as the server takes it. */
export function sweepRequest(sweep: SweepDraft): SweepRequest {
  const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));
  const space = [...sweptNames(sweep)].map((name): [string, Dimension] => [
    name,
    dimensionOf(sweep.dimensions[name] ?? ONE),
  ]);
  return {
    method: sweep.method,
    space: Object.fromEntries(space),
    max_runs: numberOf(sweep.maxRuns),
    seed: sweep.method === 'random' ? numberOf(sweep.seed) : undefined,
    concurrency: numberOf(sweep.concurrency),
    metric: sweep.metric.trim() === '' ? undefined : { name: sweep.metric.trim(), goal: sweep.goal },
  };
}

function dimensionOf({ kind, values, min, max, scale, type, count }: DimensionDraft): Dimension {
  if (kind === 'values') return { values: valuesOf(values) };
  return {
    min: Number(min),
    max: Number(max),
    scale,
    type,
    count: count.trim() === '' ? undefined : Number(count),
  };
}
