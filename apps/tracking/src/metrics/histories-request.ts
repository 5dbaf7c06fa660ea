import { invalidParameter } from '@millrace/contracts/errors';
import { z } from 'zod';

const MAX_RUNS = 200;
const MAX_KEYS = 100;
const MAX_LINES = 1_000;
const MAX_POINTS = 10_000;
/** Of all lines together: some 15 MB of JSON. */
const MAX_TOTAL_POINTS = 400_000;
const DEFAULT_POINTS = 1_000;

const runIds = z
  .array(z.string().max(100, 'a run id has 32 hexadecimal digits'))
  .min(1, 'name at least one run')
  .max(MAX_RUNS, `at most ${MAX_RUNS} runs at once`);

const metricKeys = z
  .array(z.string().max(1_000, 'a metric key has at most 1000 characters'))
  .min(1, 'name at least one metric')
  .max(MAX_KEYS, `at most ${MAX_KEYS} metrics at once`);

/** Which lines of which runs are wanted, over which x axis, and how finely. */
export const HistoriesRequest = z
  .object({
    run_ids: runIds,
    metric_keys: metricKeys,
    /** What the x axis shows: steps, times, milliseconds since the run's start, or the value of another metric (`x_key`). */
    x: z.enum(['step', 'time', 'relative', 'metric']).default('step'),
    x_key: z.string().max(1_000).optional(),
    /** Where the points are thinned out: evenly along the axis, or along its logarithm. */
    scale: z.enum(['linear', 'log']).default('linear'),
    max_points: z.int().min(8).max(MAX_POINTS).default(DEFAULT_POINTS),
    /** Only points whose x lies from here… */
    from: z.number().optional(),
    /** …to here, both included. */
    to: z.number().optional(),
  })
  .refine(({ x, x_key }) => (x === 'metric') === (x_key !== undefined), {
    path: ['x_key'],
    message: "goes with x 'metric', and names the metric of the x axis",
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'must not lie before from',
  })
  .refine(({ run_ids, metric_keys }) => run_ids.length * metric_keys.length <= MAX_LINES, {
    path: ['metric_keys'],
    message: `times run_ids make more than ${MAX_LINES} lines: ask in parts`,
  })
  .refine(
    ({ run_ids, metric_keys, max_points }) =>
      run_ids.length * metric_keys.length * max_points <= MAX_TOTAL_POINTS,
    {
      path: ['max_points'],
      message: `of all lines together may be at most ${MAX_TOTAL_POINTS}: ask for fewer, or for fewer lines`,
    },
  );
export type HistoriesRequest = z.output<typeof HistoriesRequest>;

/** Reads a request's body; INVALID_PARAMETER_VALUE names the first field that is wrong and what would be right. */
export function readHistoriesRequest(body: unknown): HistoriesRequest {
  const { success, data, error } = HistoriesRequest.safeParse(body ?? {});
  if (success) return data;
  const [issue] = error.issues;
  throw invalidParameter(`Invalid value for '${issue?.path.join('.') || 'body'}': ${issue?.message ?? ''}.`);
}
