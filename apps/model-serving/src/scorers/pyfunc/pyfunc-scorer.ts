import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '../batching/job.ts';
import { JobQueue } from '../batching/job-queue.ts';
import { checkExample } from '../check-example.ts';
import { isJson } from '../content-type.ts';
import { mayBatch } from '../model-file/may-batch.ts';
import type { ModelFile } from '../model-file/model-file.ts';
import { plainReader } from '../plain-input/plain-reader.ts';
import type { PlainReader, PlainRows } from '../plain-input/plain-rows.ts';
import { refusal } from '../refusal.ts';
import { busyReply, errorReply } from '../replies.ts';
import type {
  LocalModel,
  Scorer,
  ScorerOptions,
  ScorerStats,
  ScoringReply,
  ScoringRequest,
} from '../scorer.ts';
import { FRAME } from './frames.ts';
import { readReplies, readReply } from './read-frames.ts';
import { WorkerPool } from './worker-pool.ts';
import type { WorkerProcess } from './worker-process.ts';
import { batchFrame, exactFrame } from './write-frames.ts';

const WATCH_MS = 50;
const STOP_CHECK_MS = 5;
const LEAK_CHECK_EVERY = 20;
/** A request whose process died is tried once more; the second death is taken to be its own doing. */
const MAX_DEATHS = 2;

/** Scores through mlflow.pyfunc in a pool of Python processes, the rows of plain requests together. */
export class PyfuncScorer implements Scorer {
  readonly kind = 'pyfunc';
  private readonly pool: WorkerPool;
  private readonly queue: JobQueue;
  private readonly working = new Map<WorkerProcess, readonly Job[]>();
  private readonly model: LocalModel;
  private readonly file: ModelFile;
  private readonly options: ScorerOptions;
  private plain: PlainReader | undefined;
  private watch: NodeJS.Timeout | undefined;
  private ticks = 0;
  private pumpTimer: NodeJS.Timeout | undefined;
  private stopping: Promise<void> | undefined;
  private batches = 0;
  private batchedRequests = 0;

  constructor(model: LocalModel, file: ModelFile, options: ScorerOptions) {
    this.model = model;
    this.file = file;
    this.options = options;
    this.plain = mayBatch(file) && options.maxBatch > 1 ? plainReader(file) : undefined;
    this.queue = new JobQueue(options.maxBatch, options.maxDelayMs);
    this.pool = new WorkerPool(model, options, {
      idle: () => this.pump(),
      answered: (worker, kind, payload) => this.finish(worker, kind, payload),
      died: (worker, how) => this.lose(worker, how),
    });
  }

  /** Resolves when the model is loaded; throws ModelLoadError. */
  async open(): Promise<void> {
    await this.pool.open();
    this.watch = setInterval(() => this.look(), WATCH_MS).unref();
  }

  score(request: ScoringRequest): Promise<ScoringReply> {
    const { maxQueue, timeoutMs } = this.options;
    const refused = refusal(request, this.queue.length, maxQueue, this.stopping !== undefined);
    if (refused !== undefined) return Promise.resolve(refused);
    const { size, loadFailure } = this.pool;
    if (size === 0 && loadFailure !== undefined)
      return Promise.resolve(busyReply(`The model cannot be loaded at the moment: ${loadFailure}`, 5));
    const rows = isJson(request.contentType) ? this.plain?.read(request.body) : undefined;
    const job = new Job(request, rows, timeoutMs);
    this.queue.push(job);
    this.pump();
    return job.reply;
  }

  checkInputExample(): Promise<void> {
    return checkExample(this.model, this.file, this);
  }

  stats(): ScorerStats {
    return {
      workers: this.pool.size,
      queued: this.queue.length,
      batches: this.batches,
      batchedRequests: this.batchedRequests,
      restarts: this.pool.restarts,
    };
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    this.pump();
    while (this.queue.length > 0 || this.working.size > 0) await sleep(STOP_CHECK_MS);
    clearInterval(this.watch);
    clearTimeout(this.pumpTimer);
    await this.pool.stop();
  }

  /** Gives waiting requests to workers that have nothing to do. */
  private pump(): void {
    for (const worker of this.pool.all()) {
      if (this.queue.length === 0) return;
      if (!worker.isReady || worker.isRetiring || this.working.has(worker)) continue;
      const wait = this.stopping === undefined ? this.queue.waitMs(performance.now()) : 0;
      if (wait > 0) {
        this.pumpTimer ??= setTimeout(() => {
          this.pumpTimer = undefined;
          this.pump();
        }, wait);
        return;
      }
      this.give(worker, this.queue.take());
    }
  }

  private give(worker: WorkerProcess, jobs: readonly Job[]): void {
    this.working.set(worker, jobs);
    const [first] = jobs;
    if (first === undefined) return;
    if (!first.batchable || this.plain === undefined) return worker.send(exactFrame(first.request));
    this.batches += 1;
    this.batchedRequests += jobs.length;
    worker.send(
      batchFrame(
        this.plain.inputs,
        jobs.map((job) => job.rows as PlainRows),
      ),
    );
  }

  private finish(worker: WorkerProcess, kind: number, payload: Buffer): void {
    const jobs = this.working.get(worker) ?? [];
    this.working.delete(worker);
    this.queue.answered(jobs.length);
    if (kind === FRAME.reply) jobs[0]?.answer(readReply(payload));
    else if (kind === FRAME.replies)
      for (const [index, reply] of readReplies(payload).entries()) jobs[index]?.answer(reply);
    else this.scoreSingly(jobs, payload.toString() === 'rows');
    this.pump();
  }

  /** The model refused a batch: its requests go MLflow's own way one by one, and all later ones if it does not work by rows. */
  private scoreSingly(jobs: readonly Job[], forGood: boolean): void {
    if (forGood) this.plain = undefined;
    if (forGood) for (const job of this.queue.list()) job.rows = undefined;
    for (const job of jobs) job.rows = undefined;
    this.queue.putBack(jobs);
  }

  private lose(worker: WorkerProcess, how: string): void {
    const jobs = this.working.get(worker) ?? [];
    this.working.delete(worker);
    for (const job of jobs) {
      job.deaths += 1;
      job.suspect = true;
      if (job.deaths >= MAX_DEATHS)
        job.answer(
          errorReply(
            'INTERNAL_ERROR',
            `The model's process ended twice while it scored this request: ${how}.`,
          ),
        );
    }
    this.queue.putBack(jobs.filter((job) => !job.answered));
    this.pump();
  }

  /** Ends what takes too long: requests that wait, and workers that hang. */
  private look(): void {
    const now = performance.now();
    for (const job of this.queue.takeExpired(now))
      job.answer(busyReply(`The model did not get to this request within ${this.options.timeoutMs} ms.`));
    for (const [worker, jobs] of this.working) {
      if (!jobs.some((job) => job.deadline <= now)) continue;
      const message = `The model did not answer within ${this.options.timeoutMs} ms.`;
      for (const job of jobs) if (job.deadline <= now) job.answer(errorReply('DEADLINE_EXCEEDED', message));
      this.working.set(
        worker,
        jobs.filter((job) => !job.answered),
      );
      worker.kill();
    }
    this.ticks += 1;
    if (this.ticks % LEAK_CHECK_EVERY === 0)
      void this.pool.replaceLeaking((worker) => this.working.has(worker));
  }
}
