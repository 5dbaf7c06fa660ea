import type { BrokerJob, BrokerQueue } from '../broker/broker.ts';
import type { JobOutcome } from './job-envelope.ts';

export type JobState = 'waiting' | 'delayed' | 'running' | 'done' | 'cancelled' | 'dead';

/** Where a job stands. */
export interface JobStatus {
  readonly id: string;
  /** `delayed` includes waiting for the next attempt; `dead` means that no attempts are left. */
  readonly state: JobState;
  readonly payload: unknown;
  /** Attempts begun so far. */
  readonly attempts: number;
  /** What the handler reported last, or 0. */
  readonly progress: unknown;
  /** What the handler returned, once done. */
  readonly result?: unknown;
  /** Why the last attempt failed. */
  readonly error?: string;
}

/** Reads where the job of that id stands. Two round trips; again where the job ends between them. */
export async function readStatus(queue: BrokerQueue, id: string): Promise<JobStatus | undefined> {
  for (;;) {
    const job = await queue.getJob(id);
    if (!job) return undefined;
    const status = await jobStatus(job);
    const ended = status.state === 'done' || status.state === 'cancelled' || status.state === 'dead';
    if (!ended || job.finishedOn !== undefined) return status;
  }
}

/** The status of a queue entry as it was read, with its state as it is now. */
export async function jobStatus(job: BrokerJob): Promise<JobStatus> {
  const { payload } = job.data as { payload: unknown };
  const outcome = job.returnvalue as JobOutcome | null | undefined;
  const state = stateOf(await job.getState(), outcome);
  const status = { id: job.id ?? '', state, payload, attempts: job.attemptsStarted, progress: job.progress };
  return {
    ...status,
    ...(outcome?.outcome === 'done' ? { result: outcome.result } : {}),
    ...(job.failedReason ? { error: job.failedReason } : {}),
  };
}

function stateOf(state: string, outcome: JobOutcome | null | undefined): JobState {
  if (state === 'completed') return outcome?.outcome === 'cancelled' ? 'cancelled' : 'done';
  if (state === 'failed') return 'dead';
  if (state === 'active') return 'running';
  return state === 'delayed' ? 'delayed' : 'waiting';
}
