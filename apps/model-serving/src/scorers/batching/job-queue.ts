import type { Job } from './job.ts';

/** The share of clients that is worth waiting for: the last ones may be slow. */
const USUAL_SHARE = 0.9;

/** Requests that wait, oldest first, and how they are put together into batches. */
export class JobQueue {
  private jobs: Job[] = [];
  /** How many are likely to be there soon. */
  private expected = 1;
  readonly maxBatch: number;
  readonly maxDelayMs: number;

  constructor(maxBatch: number, maxDelayMs: number) {
    this.maxBatch = maxBatch;
    this.maxDelayMs = maxDelayMs;
  }

  get length(): number {
    return this.jobs.length;
  }

  push(job: Job): void {
    this.jobs.push(job);
  }

  /** Puts jobs that were taken back in front. */
  putBack(jobs: readonly Job[]): void {
    this.jobs.unshift(...jobs);
  }

  /** Says that this many were answered: their clients are likely to come again, beside those who wait already. */
  answered(jobs: number): void {
    this.expected = Math.max(1, Math.floor((jobs + this.jobs.length) * USUAL_SHARE));
  }

  /**
   * How long a batch should still wait for others to join it, in milliseconds. It waits for as many as are likely to
   * come, so that one client alone waits for nobody, and not longer than the bound.
   */
  waitMs(now: number): number {
    const [head] = this.jobs;
    if (head === undefined || !head.batchable) return 0;
    if (this.jobs.length >= this.expected || this.jobs.length >= this.maxBatch) return 0;
    return Math.max(0, head.enqueuedAt + this.maxDelayMs - now);
  }

  /** The next batch: one job that is scored by itself, or all that can be scored together, up to the bound of rows; `alone` for one in any case. */
  take(alone = false): Job[] {
    const head = this.jobs.shift();
    if (head === undefined) return [];
    if (alone || !head.batchable) return [head];
    const batch = [head];
    let rows = head.rows?.rows ?? 0;
    const left: Job[] = [];
    for (const job of this.jobs) {
      const more = job.rows?.rows ?? 0;
      if (job.batchable && rows + more <= this.maxBatch) {
        batch.push(job);
        rows += more;
      } else left.push(job);
    }
    this.jobs = left;
    return batch;
  }

  /** Removes and returns the jobs whose time is over. */
  takeExpired(now: number): Job[] {
    if (!this.jobs.some((job) => job.deadline <= now)) return [];
    const expired = this.jobs.filter((job) => job.deadline <= now);
    this.jobs = this.jobs.filter((job) => job.deadline > now);
    return expired;
  }

  list(): readonly Job[] {
    return this.jobs;
  }
}
