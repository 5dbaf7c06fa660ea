import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '../batching/job.ts';
import { JobQueue } from '../batching/job-queue.ts';
import { checkExample } from '../check-example.ts';
import type { ModelFile } from '../model-file/model-file.ts';
import type { PlainReader, PlainRows } from '../plain-input/plain-rows.ts';
import { refusal } from '../refusal.ts';
import { busyReply, errorReply, jsonReply } from '../replies.ts';
import type {
  LocalModel,
  Scorer,
  ScorerOptions,
  ScorerStats,
  ScoringReply,
  ScoringRequest,
} from '../scorer.ts';
import { isJson } from '../content-type.ts';
import type { ExactScorer } from './exact-scorer.ts';
import type { FeedWriter } from './feeds.ts';
import type { QuickSession } from './quick-session.ts';
import { Session } from './session.ts';
import type { ThreadBatch, ThreadReply, ThreadStart } from './thread-messages.ts';

const WATCH_MS = 50;
const STOP_CHECK_MS = 2;
/** While a thread scores one batch, the next waits for it: a thread is not idle until it has been told what to do. */
const BATCHES_AT_ONCE = 2;

export interface OnnxParts {
  readonly start: ThreadStart;
  readonly sessions: readonly Session[];
  readonly quick: QuickSession | undefined;
  readonly reader: PlainReader;
  readonly feeds: FeedWriter;
  readonly exact: ExactScorer;
}

/**
 * Scores ONNX models in threads of this process, and the lone request of a quick model in the event loop's own. Requests that are not plain, and what the model refuses, go the way of
 * MLflow's own code, in a Python process that is started when the first such request comes.
 */
export class OnnxScorer implements Scorer {
  readonly kind = 'onnx';
  private readonly model: LocalModel;
  private readonly file: ModelFile;
  private readonly options: ScorerOptions;
  private readonly parts: OnnxParts;
  private readonly sessions: Session[];
  private readonly queue: JobQueue;
  private readonly working = new Map<Session, Set<readonly Job[]>>();
  private readonly watch: NodeJS.Timeout;
  private isPumping = false;
  private batching: boolean;
  private isStopping = false;
  private batches = 0;
  private batchedRequests = 0;
  private restarts = 0;
  private elsewhere = 0;
  private quickly = 0;

  constructor(model: LocalModel, file: ModelFile, options: ScorerOptions, parts: OnnxParts) {
    this.model = model;
    this.file = file;
    this.options = options;
    this.parts = parts;
    this.sessions = [...parts.sessions];
    this.batching = parts.feeds.batches && options.maxBatch > 1;
    this.queue = new JobQueue(options.maxBatch, 0);
    this.watch = setInterval(() => this.look(), WATCH_MS).unref();
  }

  score(request: ScoringRequest): Promise<ScoringReply> {
    const refused = refusal(request, this.queue.length, this.options.maxQueue, this.isStopping);
    if (refused !== undefined) return Promise.resolve(refused);
    const rows = isJson(request.contentType) ? this.parts.reader.read(request.body) : undefined;
    if (rows === undefined) return this.scoreElsewhere(request);
    const job = new Job(request, rows, this.options.timeoutMs);
    this.queue.push(job);
    if (!this.isPumping) {
      // What came in the same turn of the event loop makes one batch.
      this.isPumping = true;
      setImmediate(() => {
        this.isPumping = false;
        this.pump();
      });
    }
    return job.reply;
  }

  checkInputExample(): Promise<void> {
    return checkExample(this.model, this.file, this);
  }

  stats(): ScorerStats {
    return {
      workers: this.sessions.length,
      queued: this.queue.length,
      batches: this.batches,
      batchedRequests: this.batchedRequests,
      restarts: this.restarts + this.parts.exact.restarts,
    };
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    while (this.queue.length > 0 || this.working.size > 0 || this.elsewhere + this.quickly > 0)
      await sleep(STOP_CHECK_MS);
    clearInterval(this.watch);
    await Promise.all([...this.sessions.map((session) => session.stop()), this.parts.exact.stop()]);
  }

  private pump(): void {
    if (this.queue.length === 1 && this.working.size + this.quickly === 0 && this.parts.quick?.isQuick)
      void this.runQuickly(this.parts.quick, this.queue.take(true));
    for (const session of this.sessions)
      while (this.queue.length > 0 && session.busy < BATCHES_AT_ONCE)
        this.give(session, this.queue.take(!this.batching));
  }

  private async runQuickly(quick: QuickSession, jobs: readonly Job[]): Promise<void> {
    this.quickly += 1;
    const reply = await quick.run(this.batchOf(jobs));
    this.quickly -= 1;
    this.finish(jobs, reply);
    this.pump();
  }

  private give(session: Session, jobs: readonly Job[]): void {
    const batches = this.working.get(session) ?? new Set();
    this.working.set(session, batches.add(jobs));
    void this.runBatch(session, jobs, this.batchOf(jobs));
  }

  private batchOf(jobs: readonly Job[]): ThreadBatch {
    const { feeds } = this.parts;
    this.batches += 1;
    this.batchedRequests += jobs.length;
    const rows = jobs.map((job) => job.rows as PlainRows);
    return { feeds: feeds.write(rows), counts: rows.map((each) => each.rows), form: feeds.form };
  }

  private async runBatch(session: Session, jobs: readonly Job[], batch: ThreadBatch): Promise<void> {
    const reply = await session.run(batch);
    const batches = this.working.get(session);
    batches?.delete(jobs);
    if (batches?.size === 0) this.working.delete(session);
    if (reply.kind === 'failed') this.lose(session, jobs, reply.message);
    else this.finish(jobs, reply);
    this.pump();
  }

  private finish(jobs: readonly Job[], reply: ThreadReply): void {
    if (reply.kind === 'texts') {
      if (jobs.length === 1) this.parts.quick?.note(reply.ms);
      for (const [index, text] of reply.texts.entries()) jobs[index]?.answer(jsonReply(text));
    } else if (jobs.length > 1) {
      // Each by itself: one may be to blame, or the model's answers cannot be cut.
      if (reply.kind === 'uncut') this.batching = false;
      for (const job of jobs) job.suspect = true;
      this.queue.putBack(jobs);
    } else for (const job of jobs) void this.rescore(job);
  }

  private lose(session: Session, jobs: readonly Job[], message: string): void {
    if (this.sessions.includes(session)) {
      this.restarts += 1;
      this.options.onLog(`A session ended: ${message}. Another is started.`);
      const next = new Session(this.parts.start);
      void next
        .loaded()
        .catch((error: Error) => this.options.onLog(`The model cannot be loaded: ${error.message}`));
      this.sessions.splice(this.sessions.indexOf(session), 1, next);
    }
    for (const job of jobs) {
      job.deaths += 1;
      job.suspect = true;
      if (job.deaths > 1)
        job.answer(errorReply('INTERNAL_ERROR', `The model's session ended twice: ${message}.`));
    }
    this.queue.putBack(jobs.filter((job) => !job.answered));
  }

  private async rescore(job: Job): Promise<void> {
    job.answer(await this.scoreElsewhere(job.request));
  }

  private async scoreElsewhere(request: ScoringRequest): Promise<ScoringReply> {
    this.elsewhere += 1;
    try {
      return await this.parts.exact.score(request);
    } finally {
      this.elsewhere -= 1;
    }
  }

  private look(): void {
    const now = performance.now();
    for (const job of this.queue.takeExpired(now))
      job.answer(busyReply(`The model did not get to this request within ${this.options.timeoutMs} ms.`));
    for (const [session, batches] of this.working) {
      const late = [...batches].flat().filter((job) => !job.answered && job.deadline <= now);
      for (const job of late)
        job.answer(
          errorReply('DEADLINE_EXCEEDED', `The model did not answer within ${this.options.timeoutMs} ms.`),
        );
      if (late.length > 0) void session.stop();
    }
  }
}
