/** What a job's queue entry holds. */
export interface JobEnvelope {
  readonly payload: unknown;
  /** Set by `cancel` while the job runs. It outlives the consumer: a cancelled job is not begun again. */
  readonly cancelled?: boolean;
}

/** What a job that has ended left behind. */
export type JobOutcome =
  { readonly outcome: 'done'; readonly result: unknown } | { readonly outcome: 'cancelled' };

export function jobQueueName(job: string): string {
  return `jobs.${job}`;
}

/** The relay topic that tells running jobs of that name to stop. */
export function cancelTopic(job: string): string {
  return `cancels.${job}`;
}
