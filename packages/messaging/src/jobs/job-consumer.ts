import { WaitingError } from 'bullmq';
import { asError } from '../broker/back-off.ts';
import type { Broker, BrokerJob, BrokerWorker } from '../broker/broker.ts';
import { settledWithin } from '../broker/deadline.ts';
import type { JobDefinition } from '../definitions/job-definition.ts';
import { parsePayload } from '../definitions/parse-payload.ts';
import { cancelTopic, jobQueueName } from './job-envelope.ts';
import type { JobEnvelope, JobOutcome } from './job-envelope.ts';
import { JobCancelledError, JobInterruptedError } from './job-stop.ts';

/** About the job being handled. */
export interface JobContext {
  readonly id: string;
  /** 1 at the first attempt. Also counts attempts whose consumer was killed. */
  readonly attempt: number;
  /** Aborts with JobCancelledError, or with JobInterruptedError when this process shuts down or has lost the job. */
  readonly signal: AbortSignal;
  /** Stores how far the job is, for its status: a number or an object. */
  progress(value: number | object): Promise<void>;
}

export type HandleJob<Payload> = (payload: Payload, context: JobContext) => Promise<unknown>;

export interface ProcessOptions {
  /** Jobs handled at once in this process. Default 1. */
  readonly concurrency?: number;
  /** How often a job may be begun again after its consumer was killed, before it becomes a dead letter. Default 3. */
  readonly maxRedeliveries?: number;
}

/** Processes jobs of one kind; consumers in other processes share them. */
export class JobConsumer {
  readonly #broker: Broker;
  readonly #definition: JobDefinition;
  readonly #handle: HandleJob<never>;
  readonly #worker: BrokerWorker;
  readonly #running = new Map<string, AbortController>();
  readonly #poll: NodeJS.Timeout;
  #unsubscribe: (() => Promise<void>) | undefined;
  #closing: Promise<void> | undefined;

  constructor(broker: Broker, definition: JobDefinition, handle: HandleJob<never>, options: ProcessOptions) {
    this.#broker = broker;
    this.#definition = definition;
    this.#handle = handle;
    this.#worker = broker.worker(jobQueueName(definition.name), (job, token) => this.#process(job, token), {
      concurrency: options.concurrency ?? 1,
      maxStalledCount: options.maxRedeliveries ?? 3,
    });
    this.#worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) this.#running.get(id)?.abort(new JobInterruptedError('lost to another consumer'));
    });
    this.#poll = setInterval(() => void this.#findCancelled(), broker.timeouts.cancelPoll);
    this.#listen().catch((error: unknown) => this.#report(error));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const drained = this.#broker.closeWorker(this.#worker);
    // Handlers have the shutdown time; those still at work then are told, a little before the worker is given up.
    if (!(await settledWithin(drained, this.#broker.timeouts.shutdown * 0.8))) {
      for (const stop of this.#running.values()) stop.abort(new JobInterruptedError('shutting down'));
    }
    await drained;
    clearInterval(this.#poll);
    await this.#unsubscribe?.().catch((error: unknown) => this.#report(error));
  }

  async #process(job: BrokerJob, token: string | undefined): Promise<JobOutcome> {
    const id = job.id ?? '';
    const { payload, cancelled } = job.data as JobEnvelope;
    if (cancelled) return { outcome: 'cancelled' };
    const stop = new AbortController();
    this.#running.set(id, stop);
    try {
      const parsed = parsePayload(this.#definition.name, this.#definition.payload, payload);
      const context = {
        id,
        attempt: job.attemptsStarted,
        signal: stop.signal,
        progress: (value: number | object) => job.updateProgress(value),
      };
      return { outcome: 'done', result: (await this.#handle(parsed as never, context)) ?? null };
    } catch (error) {
      if (stop.signal.reason instanceof JobCancelledError) return { outcome: 'cancelled' };
      if (stop.signal.reason instanceof JobInterruptedError) {
        // Not the handler's failure: back to the queue, without using up an attempt.
        await job.moveToWait(token);
        throw new WaitingError();
      }
      throw asError(error);
    } finally {
      this.#running.delete(id);
    }
  }

  async #listen(): Promise<void> {
    const relay = await this.#broker.relay();
    const subscription = await relay.subscribe<string>(cancelTopic(this.#definition.name), ({ data }) =>
      this.#cancel(data),
    );
    this.#unsubscribe = () => subscription.unsubscribe();
  }

  #cancel(id: string): void {
    this.#running.get(id)?.abort(new JobCancelledError());
  }

  async #findCancelled(): Promise<void> {
    const queue = this.#broker.queue(jobQueueName(this.#definition.name));
    for (const id of this.#running.keys()) {
      const job = await queue.getJob(id).catch(() => undefined);
      if (job && (job.data as JobEnvelope).cancelled) this.#cancel(id);
    }
  }

  #report(error: unknown): void {
    this.#broker.report(asError(error), `jobs ${this.#definition.name}`);
  }
}
