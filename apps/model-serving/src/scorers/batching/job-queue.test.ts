import { describe, expect, test } from '@jest/globals';
import { Job } from './job.ts';
import { JobQueue } from './job-queue.ts';

const request = { contentType: 'application/json', body: Buffer.from('{}') };
const jobOf = (rows: number | undefined): Job =>
  new Job(request, rows === undefined ? undefined : { rows, values: [] }, 1000);

describe('a queue of jobs', () => {
  test('puts jobs with rows together up to the bound, and leaves the others in their order', () => {
    const queue = new JobQueue(10, 5);
    const jobs = [4, undefined, 5, 3, 1].map(jobOf);
    for (const job of jobs) queue.push(job);
    expect(queue.take()).toEqual([jobs[0], jobs[2], jobs[4]]);
    expect(queue.take()).toEqual([jobs[1]]);
    expect(queue.take()).toEqual([jobs[3]]);
    expect(queue.take()).toEqual([]);
  });

  test('gives a job that is larger than the bound, and one that is suspect, by themselves', () => {
    const queue = new JobQueue(10, 5);
    const [large, small, suspect] = [jobOf(20), jobOf(1), jobOf(1)];
    suspect.suspect = true;
    for (const job of [large, small]) queue.push(job);
    expect(queue.take()).toEqual([large]);
    queue.putBack([suspect]);
    expect(queue.take()).toEqual([suspect]);
    expect(queue.take()).toEqual([small]);
  });

  test('lets one client wait for nobody, and many for as many as were answered', () => {
    const queue = new JobQueue(1000, 5);
    const first = jobOf(1);
    queue.push(first);
    expect(queue.waitMs(first.enqueuedAt)).toBe(0);
    queue.take();
    queue.answered(20);
    for (let count = 0; count < 17; count += 1) queue.push(jobOf(1));
    const oldest = queue.list()[0]?.enqueuedAt ?? NaN;
    expect(queue.waitMs(oldest + 1)).toBeCloseTo(4);
    expect(queue.waitMs(oldest + 6)).toBe(0);
    queue.push(jobOf(1));
    expect(queue.waitMs(oldest + 1)).toBe(0);
  });

  test('takes out the jobs whose time is over', () => {
    const queue = new JobQueue(10, 5);
    const job = jobOf(1);
    queue.push(job);
    expect(queue.takeExpired(job.deadline - 1)).toEqual([]);
    expect(queue.takeExpired(job.deadline)).toEqual([job]);
    expect(queue.length).toBe(0);
  });
});
