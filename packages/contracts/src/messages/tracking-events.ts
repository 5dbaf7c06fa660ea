import { z } from 'zod';
import { EventCondition } from './event-condition.ts';

/**
 * What happened in tracking. These are written only where somebody demands them (`EventDemands`), since an event for each run would
 * cost more than the run. An event without a key follows those that were committed before its change began.
 */

const Experiment = z.object({ experimentId: z.number().int(), name: z.string() });

export const experimentCreated = {
  name: 'experiment.created',
  payload: Experiment.extend({ artifactLocation: z.string(), tags: z.record(z.string(), z.string()) }),
};

export const experimentDeleted = { name: 'experiment.deleted', payload: Experiment };

const Run = z.object({
  /** 32 hexadecimal digits. */
  runId: z.string(),
  experimentId: z.number().int(),
  name: z.string(),
  userId: z.string(),
  startMs: z.number(),
});
export type RunCreated = z.infer<typeof Run>;
const EndedRun = Run.extend({ endMs: z.number() });

export const runCreated = { name: 'run.created', payload: Run };
/** The run came to this status from another one. */
export const runFinished = { name: 'run.finished', payload: EndedRun };
export const runFailed = { name: 'run.failed', payload: EndedRun };
export const runKilled = { name: 'run.killed', payload: EndedRun };

/** A metric's value was the first of its run to satisfy the condition of a demand. */
export const metricCrossed = {
  name: 'metric.crossed',
  payload: z.object({
    /** Whose demand it was. */
    owner: z.string(),
    condition: EventCondition,
    runId: z.string(),
    runName: z.string(),
    experimentId: z.number().int(),
    value: z.number(),
    step: z.number(),
    timestampMs: z.number(),
  }),
};
