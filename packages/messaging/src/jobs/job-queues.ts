import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Broker } from '../broker/broker.ts';
import type { JobDefinition } from '../definitions/job-definition.ts';
import { parsePayload } from '../definitions/parse-payload.ts';
import { cancelTopic, jobQueueName } from './job-envelope.ts';
import type { JobEnvelope } from './job-envelope.ts';
import { JobConsumer } from './job-consumer.ts';
import type { HandleJob, ProcessOptions } from './job-consumer.ts';
import { jobStatus, readStatus } from './job-status.ts';
import type { JobStatus } from './job-status.ts';

const DAY_SECONDS = 24 * 3600;
const NORMAL_PRIORITY = 1000;

export interface AddJobOptions {
  /** The job's id; a job is added once under one id. Not all digits, and without `:`. Default: a new UUID. */
  readonly id?: string;
  /** From 1, the first, to 2 097 151. Default 1000. */
  readonly priority?: number;
  /** Milliseconds before the job may begin. Default 0. */
  readonly delayMs?: number;
}

/** What became of a request to cancel: `stopping` means that the handler has been told. */
export type Cancellation = 'removed' | 'stopping' | 'already-ended' | 'not-found';

/** Adds, follows, cancels and processes jobs. Done ones are kept a day for their status, dead ones a month. */
export class JobQueues {
  readonly #broker: Broker;
  readonly #consumers = new Set<JobConsumer>();

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /** Adds a job and resolves to its id once it is stored. Throws InvalidPayloadError, naming the field. */
  async add<Payload extends z.ZodType>(
    definition: JobDefinition<Payload>,
    payload: z.input<Payload>,
    options: AddJobOptions = {},
  ): Promise<string> {
    const envelope: JobEnvelope = { payload: parsePayload(definition.name, definition.payload, payload) };
    const id = options.id ?? randomUUID();
    await this.#queue(definition).add(definition.name, envelope, {
      jobId: id,
      priority: options.priority ?? NORMAL_PRIORITY,
      delay: options.delayMs ?? 0,
      attempts: definition.attempts ?? 1,
      backoff: { type: 'exponential', delay: definition.backoffMs ?? 1000 },
      removeOnComplete: { age: DAY_SECONDS, count: 10_000 },
      removeOnFail: { age: 30 * DAY_SECONDS, count: 10_000 },
    });
    return id;
  }

  /**
   * Starts processing jobs of that kind in this process, until `close()` of what it returns or of the broker. A job may
   * be begun again after its consumer was killed, so handlers must bear that.
   */
  process<Payload extends z.ZodType>(
    definition: JobDefinition<Payload>,
    handle: HandleJob<z.output<Payload>>,
    options: ProcessOptions = {},
  ): JobConsumer {
    const consumer = new JobConsumer(this.#broker, definition, handle, options);
    this.#consumers.add(consumer);
    return consumer;
  }

  /** Where a job stands, or undefined when there is none of that id (any more). */
  async status(definition: JobDefinition, id: string): Promise<JobStatus | undefined> {
    return readStatus(this.#queue(definition), id);
  }

  /** Removes a job that waits; tells the handler of one that runs, wherever it runs, through its abort signal. */
  async cancel(definition: JobDefinition, id: string): Promise<Cancellation> {
    const queue = this.#queue(definition);
    const job = await queue.getJob(id);
    if (!job) return 'not-found';
    const { state } = await jobStatus(job);
    if (state === 'done' || state === 'cancelled' || state === 'dead') return 'already-ended';
    if ((await queue.remove(id)) === 1) return 'removed';
    // It is being handled. The flag is what counts; the relay only makes it quick.
    await job.updateData({ ...(job.data as JobEnvelope), cancelled: true } satisfies JobEnvelope);
    await (await this.#broker.relay()).publish(cancelTopic(definition.name), id);
    return 'stopping';
  }

  /** Jobs that failed for good, the latest first. `start` and `end` are inclusive positions. */
  async deadLetters(definition: JobDefinition, start = 0, end = 99): Promise<JobStatus[]> {
    const jobs = await this.#queue(definition).getJobs(['failed'], start, end);
    return Promise.all(jobs.map((job) => jobStatus(job)));
  }

  /** Gives a dead job all its attempts again. Says whether it was there and dead. */
  async requeue(definition: JobDefinition, id: string): Promise<boolean> {
    const job = await this.#queue(definition).getJob(id);
    if (!job || !(await job.isFailed())) return false;
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return true;
  }

  /** Stops processing. Handlers get the shutdown time to finish; then their signal aborts and the job is begun anew. */
  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.close()));
  }

  #queue(definition: JobDefinition): ReturnType<Broker['queue']> {
    return this.#broker.queue(jobQueueName(definition.name));
  }
}
