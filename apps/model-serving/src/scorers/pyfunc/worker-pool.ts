import { setTimeout as sleep } from 'node:timers/promises';
import { ModelLoadError } from '../model-load-error.ts';
import type { LocalModel, ScorerOptions } from '../scorer.ts';
import { WorkerProcess } from './worker-process.ts';

/** What a pool's owner is told. */
export interface PoolEvents {
  /** A worker has nothing to do. */
  readonly idle: () => void;
  readonly answered: (worker: WorkerProcess, kind: number, payload: Buffer) => void;
  readonly died: (worker: WorkerProcess, how: string) => void;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 30_000;
/** A worker that holds this much of what it may hold is replaced before it has all. */
const LEAK_SHARE = 0.85;

/** Keeps the wanted number of workers alive: one that ends is replaced, one that leaks is replaced before it must end. */
export class WorkerPool {
  private readonly workers = new Set<WorkerProcess>();
  private readonly model: LocalModel;
  private readonly options: ScorerOptions;
  private readonly events: PoolEvents;
  private retryMs = FIRST_RETRY_MS;
  private isStopping = false;
  restarts = 0;
  /** Why the last worker that was started could not load the model. */
  loadFailure: string | undefined;

  constructor(model: LocalModel, options: ScorerOptions, events: PoolEvents) {
    this.model = model;
    this.options = options;
    this.events = events;
  }

  /** Starts the workers; resolves when the first one has loaded the model, throws ModelLoadError when it cannot. */
  async open(): Promise<void> {
    const first = Promise.withResolvers<void>();
    for (let count = 0; count < this.options.workers; count += 1)
      this.start((failure) =>
        failure === undefined ? first.resolve() : first.reject(new ModelLoadError(failure)),
      );
    try {
      await first.promise;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  get size(): number {
    return [...this.workers].filter((worker) => worker.isReady && !worker.isRetiring && !worker.isKilled)
      .length;
  }

  all(): Iterable<WorkerProcess> {
    return this.workers;
  }

  /** Ends a worker when `isBusy` says that it has answered; another is started at once. */
  async replaceLeaking(isBusy: (worker: WorkerProcess) => boolean): Promise<void> {
    const bound = this.options.memoryMb * 2 ** 20 * LEAK_SHARE;
    for (const worker of this.workers) {
      if (worker.isRetiring) {
        if (!isBusy(worker)) worker.finish();
        continue;
      }
      if (!worker.isReady || bound <= 0) continue;
      const bytes = (await worker.residentBytes()) ?? 0;
      if (bytes <= bound || this.isStopping || [...this.workers].some((other) => !other.isReady)) continue;
      this.options.onLog(
        `A worker holds ${Math.round(bytes / 2 ** 20)} MiB of the ${this.options.memoryMb} MiB it may hold, and is replaced.`,
      );
      this.restarts += 1;
      this.start(() => {
        worker.isRetiring = true;
        if (!isBusy(worker)) worker.finish();
      });
    }
  }

  /** Ends all processes; those that do not end by themselves within a second are killed. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const worker of this.workers) worker.finish();
    for (let waited = 0; this.workers.size > 0 && waited < 100; waited += 1) {
      if (waited === 40) for (const worker of this.workers) worker.kill();
      await sleep(25);
    }
  }

  private start(loaded: (failure: string | undefined) => void): void {
    const worker = new WorkerProcess(this.model, this.options, {
      loaded: (_, failure) => {
        this.loadFailure = failure;
        loaded(failure);
        if (failure !== undefined) return;
        this.retryMs = FIRST_RETRY_MS;
        this.events.idle();
      },
      answered: this.events.answered,
      ended: (ended, how) => {
        this.workers.delete(ended);
        if (!ended.isReady) {
          this.loadFailure ??= `The model's process ended before the model was loaded: ${how}.`;
          loaded(this.loadFailure);
        }
        if (!ended.isRetiring) this.replace(ended, how);
      },
    });
    this.workers.add(worker);
  }

  private replace(ended: WorkerProcess, how: string): void {
    if (this.isStopping) return;
    this.options.onLog(`A worker ended: ${how}. Another is started.`);
    this.restarts += 1;
    const again = (): void => {
      if (!this.isStopping) this.start(() => undefined);
    };
    if (ended.isReady) again();
    else {
      // What could not be loaded now is not likely to be loadable at once.
      setTimeout(again, this.retryMs).unref();
      this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
    }
    this.events.died(ended, how);
  }
}
