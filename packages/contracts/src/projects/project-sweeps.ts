/** What the REST API of project sweeps takes, under `/api/millrace/project-sweeps`. */
import { z } from 'zod';
import { text, Value, whole } from './fields.ts';
import { CreateProjectRun } from './project-runs.ts';

export const MAX_SWEEP_RUNS = 1000;

const NUMBER = 'must be a number';

/** The values that a parameter takes. */
export const Values = z.strictObject({
  values: z
    .array(Value, 'must be a list of values')
    .min(1, 'must have at least one value')
    .max(MAX_SWEEP_RUNS, `must have at most ${MAX_SWEEP_RUNS} values`),
});

/** A range that a parameter is taken from, both ends included. */
export const Range = z
  .strictObject({
    min: z.number(NUMBER),
    max: z.number(NUMBER),
    scale: z.enum(['linear', 'log'], 'must be linear or log').default('linear'),
    type: z.enum(['float', 'int'], 'must be float or int').default('float'),
    count: whole(1, MAX_SWEEP_RUNS, 'values')
      .optional()
      .describe('Into how many values a grid divides the range; 5 unless given.'),
  })
  .refine(({ min, max }) => min <= max, { path: ['max'], message: 'must not be less than min' })
  .refine(({ min, scale }) => scale === 'linear' || min > 0, {
    path: ['min'],
    message: 'must be above 0 on a log scale',
  })
  .refine(({ min, max, type }) => type === 'float' || Math.ceil(min) <= Math.floor(max), {
    path: ['max'],
    message: 'must leave a whole number between min and max',
  });
export type Range = z.infer<typeof Range>;

const Dimension = z.union([Values, Range], {
  error: 'must be {"values": […]}, or {"min": …, "max": …} with scale, type and count',
});
export type Dimension = z.infer<typeof Dimension>;

export const Sweep = z.strictObject({
  method: z.enum(['grid', 'random'], 'must be grid or random'),
  space: z
    .record(z.string().min(1).max(250), Dimension, 'must be an object of parameter names and what they take')
    .refine((space) => Object.keys(space).length > 0, 'must name at least one parameter')
    .refine((space) => Object.keys(space).length <= 50, 'must name at most 50 parameters'),
  max_runs: whole(1, MAX_SWEEP_RUNS, 'runs')
    .optional()
    .describe('How many runs a random sweep makes (10 unless given); the most that a grid may come to.'),
  seed: whole(0, 2_147_483_647, 'seed')
    .optional()
    .describe('Makes a random sweep take the same values again.'),
  concurrency: whole(1, MAX_SWEEP_RUNS, 'runs')
    .default(4)
    .describe('How many of its runs wait or go on at once, over all runners.'),
  metric: z
    .strictObject({
      name: text(250),
      goal: z.enum(['minimize', 'maximize'], 'must be minimize or maximize').default('minimize'),
    })
    .optional()
    .describe('The metric of the runs that tells which is the best.'),
});
export type Sweep = z.infer<typeof Sweep>;

/** A project run with a sweep; `parameters` are those that all its runs have alike. */
export const CreateProjectSweep = CreateProjectRun.extend({ sweep: Sweep });
export type CreateProjectSweep = z.infer<typeof CreateProjectSweep>;

export const SWEEP_STATES = ['running', 'finished', 'failed', 'killed'] as const;
export type SweepState = (typeof SWEEP_STATES)[number];
