import { z } from 'zod';

/** Live topics about runs. What is sent on them may be lost: they say what to show sooner, never what is so. */

/** Points of one metric as columns; null stands for NaN, which JSON has no number for. */
export const LivePoints = z.object({
  key: z.string(),
  step: z.array(z.number()),
  /** Milliseconds since 1970. */
  time: z.array(z.number()),
  value: z.array(z.number().nullable()),
});
export type LivePoints = z.infer<typeof LivePoints>;

/** What was written to a run, by one process, since its message before. */
export const RunUpdate = z.object({
  /** The process, and how many messages about this run it has sent: a gap tells that one was lost. */
  from: z.string(),
  number: z.int(),
  points: z.array(LivePoints),
  /** There were more points than a message carries, and none of them is in it. */
  missesPoints: z.boolean(),
  /** Something else changed too: status, name, parameters, tags. */
  changed: z.boolean(),
});
export type RunUpdate = z.infer<typeof RunUpdate>;

/** `runs.<run id>.metrics` */
export const runUpdates = { pattern: 'runs.*.metrics', payload: RunUpdate };

/** Which runs somebody looks at, from every process that serves such readers, again and again: only those are written about. */
export const watchedRuns = {
  pattern: 'watched-runs',
  payload: z.object({ runIds: z.array(z.string()).max(1_000) }),
};
