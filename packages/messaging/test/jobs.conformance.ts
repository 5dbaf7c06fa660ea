import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob } from '../src/definitions/job-definition.ts';
import { JobQueues } from '../src/jobs/job-queues.ts';
import { JobCancelledError, JobInterruptedError } from '../src/jobs/job-stop.ts';
import { startChild } from './child.ts';
import { eventually } from './eventually.ts';
import { unique } from './harness.ts';
import type { Harness } from './harness.ts';

export function jobConformance(harness: () => Harness): void {
  describe('jobs', () => {
    const numbering = (options: { attempts?: number; backoffMs?: number } = {}) =>
      defineJob({ name: unique('numbering'), payload: z.object({ n: z.number() }), ...options });
    const queues = () => {
      const jobs = new JobQueues(harness().broker());
      harness().afterTest(() => jobs.close());
      return jobs;
    };

    it('processes a job and keeps its result and progress', async () => {
      const job = numbering();
      const jobs = queues();
      const id = await jobs.add(job, { n: 20 });
      expect(await jobs.status(job, id)).toMatchObject({ state: 'waiting', payload: { n: 20 } });
      queues().process(job, async ({ n }, context) => {
        await context.progress({ step: 'doubling' });
        return n * 2;
      });
      const status = await eventually('the job is done', async () => {
        const now = await jobs.status(job, id);
        return now?.state === 'done' && now;
      });
      expect(status).toMatchObject({ result: 40, progress: { step: 'doubling' }, attempts: 1 });
    });

    it('adds a job once under one id', async () => {
      const job = numbering();
      const jobs = queues();
      await jobs.add(job, { n: 1 }, { id: 'once' });
      await jobs.add(job, { n: 2 }, { id: 'once' });
      expect(await jobs.status(job, 'once')).toMatchObject({ payload: { n: 1 } });
    });

    it('refuses a bad payload at the producer, naming the field', async () => {
      await expect(queues().add(numbering(), { n: 'x' as unknown as number })).rejects.toThrow(/field "n"/);
    });

    it('takes the lower priority number first, and a delayed job when it is due', async () => {
      const job = numbering();
      const jobs = queues();
      await jobs.add(job, { n: 4 }, { delayMs: 700 });
      await jobs.add(job, { n: 3 }, { priority: 5000 });
      await jobs.add(job, { n: 2 });
      await jobs.add(job, { n: 1 }, { priority: 1 });
      const order: number[] = [];
      jobs.process(job, ({ n }) => Promise.resolve(order.push(n)));
      await eventually('all are done', () => order.length === 4);
      expect(order).toEqual([1, 2, 3, 4]);
    });

    it('retries with back-off, then makes a dead letter that can be requeued', async () => {
      const job = numbering({ attempts: 3, backoffMs: 50 });
      const jobs = queues();
      const attempts: number[] = [];
      let healed = false;
      jobs.process(job, (_payload, { attempt }) => {
        attempts.push(attempt);
        return healed ? Promise.resolve('healed') : Promise.reject(new Error('still broken'));
      });
      const id = await jobs.add(job, { n: 1 });
      await eventually('the job is dead', async () => (await jobs.status(job, id))?.state === 'dead');
      expect(attempts).toEqual([1, 2, 3]);
      expect(await jobs.deadLetters(job)).toMatchObject([{ id, payload: { n: 1 }, error: 'still broken' }]);
      healed = true;
      expect(await jobs.requeue(job, id)).toBe(true);
      await eventually('the job is done', async () => (await jobs.status(job, id))?.state === 'done');
      expect(attempts).toEqual([1, 2, 3, 1]);
      expect(await jobs.deadLetters(job)).toEqual([]);
    });

    it('cancels a waiting job by removing it', async () => {
      const job = numbering();
      const jobs = queues();
      const id = await jobs.add(job, { n: 1 }, { delayMs: 60_000 });
      expect(await jobs.cancel(job, id)).toBe('removed');
      expect(await jobs.status(job, id)).toBeUndefined();
      expect(await jobs.cancel(job, id)).toBe('not-found');
    });

    it('cancels a running job of another process through its signal, and does not retry it', async () => {
      const job = numbering({ attempts: 3, backoffMs: 10 });
      const jobs = queues();
      const reasons: unknown[] = [];
      queues().process(job, async (_payload, { signal }) => {
        await once(signal, 'abort');
        reasons.push(signal.reason);
        signal.throwIfAborted();
      });
      const id = await jobs.add(job, { n: 1 });
      await eventually('the job runs', async () => (await jobs.status(job, id))?.state === 'running');
      expect(await jobs.cancel(job, id)).toBe('stopping');
      await eventually(
        'the job is cancelled',
        async () => (await jobs.status(job, id))?.state === 'cancelled',
      );
      expect(reasons).toEqual([expect.any(JobCancelledError)]);
      expect(await jobs.cancel(job, id)).toBe('already-ended');
    });

    it('gives back a job that shutdown interrupts, without using up its attempt', async () => {
      const job = numbering();
      const jobs = queues();
      const consumer = jobs.process(job, async (_payload, { signal }) => {
        await once(signal, 'abort');
        throw signal.reason;
      });
      const id = await jobs.add(job, { n: 1 });
      await eventually('the job runs', async () => (await jobs.status(job, id))?.state === 'running');
      await consumer.close();
      expect(new JobInterruptedError('')).toBeInstanceOf(Error);
      expect(await jobs.status(job, id)).toMatchObject({ state: 'waiting' });
      queues().process(job, () => Promise.resolve('finished'));
      await eventually('the job is done', async () => (await jobs.status(job, id))?.result === 'finished');
    });

    it('redelivers a job whose consumer is killed', async () => {
      const job = numbering();
      const jobs = queues();
      const child = startChild(harness(), 'job-consumer.child.ts', [job.name]);
      const id = await jobs.add(job, { n: 7 });
      await eventually('the child has begun', () => child.messages.includes('begun'));
      await child.kill();
      jobs.process(job, ({ n }, { attempt }) => Promise.resolve({ n, attempt }));
      await eventually('the job is done', async () => (await jobs.status(job, id))?.state === 'done');
      expect(await jobs.status(job, id)).toMatchObject({ result: { n: 7, attempt: 2 } });
    });

    it('makes a dead letter of a job that keeps killing its consumers', async () => {
      const job = numbering({ attempts: 5 });
      const jobs = queues();
      const child = startChild(harness(), 'job-consumer.child.ts', [job.name]);
      const id = await jobs.add(job, { n: 7 });
      await eventually('the child has begun', () => child.messages.includes('begun'));
      await child.kill();
      jobs.process(job, () => Promise.resolve('never'), { maxRedeliveries: 0 });
      await eventually('the job is dead', async () => (await jobs.status(job, id))?.state === 'dead');
    });
  });
}
