import { setTimeout as sleep } from 'node:timers/promises';
import { GaveUp, type Http } from './http.ts';
import { Random } from '../random.ts';
import { Artifacts } from './artifacts.ts';
import { Batches } from './batches.ts';
import { Jobs } from './jobs.ts';
import { MetricPoints } from './metric-points.ts';
import { Overwrites } from './overwrites.ts';
import { Runs } from './runs.ts';
import { Versions } from './versions.ts';
import type { Worker, WorkerContext } from './worker.ts';

export interface LoadOptions {
  readonly http: Http;
  readonly seed: number;
  /** Where projects and their marks are kept; every runner must see it. */
  readonly folder: string;
  /** How long a client pauses after each step, on average, in milliseconds. */
  readonly pauseMs: number;
}

export interface Tested {
  readonly kind: string;
  readonly acknowledged: number;
  readonly faults: string[];
}

/** Clients of every kind, all at once, until they are told to stop. */
export class Load {
  readonly #workers: readonly Worker[];
  readonly #options: LoadOptions;
  readonly #unexpected: string[] = [];
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: LoadOptions) {
    this.#options = options;
    const kinds: ((context: WorkerContext) => Worker)[] = [
      ...Array.from({ length: 4 }, () => (context: WorkerContext) => new MetricPoints(context)),
      ...Array.from({ length: 2 }, () => (context: WorkerContext) => new Batches(context)),
      ...Array.from({ length: 2 }, () => (context: WorkerContext) => new Overwrites(context)),
      ...Array.from({ length: 2 }, () => (context: WorkerContext) => new Artifacts(context)),
      ...Array.from({ length: 2 }, () => (context: WorkerContext) => new Versions(context)),
      ...Array.from({ length: 2 }, () => (context: WorkerContext) => new Runs(context)),
      (context) => new Jobs(context, options.folder),
    ];
    this.#workers = kinds.map((make, index) =>
      make({ http: options.http, random: new Random(options.seed + index), id: String(index) }),
    );
  }

  get acknowledged(): number {
    return this.#workers.reduce((sum, worker) => sum + worker.acknowledged, 0);
  }

  async start(): Promise<void> {
    for (const worker of this.#workers) await worker.prepare();
    this.#running = Promise.all(this.#workers.map((worker) => this.#drive(worker)));
  }

  /** Lets the steps that are under way come to their end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Compares what was acknowledged with what can be read; together by kind. */
  async check(): Promise<Tested[]> {
    const tested = new Map<string, Tested>();
    for (const worker of this.#workers) {
      const before = tested.get(worker.kind) ?? { kind: worker.kind, acknowledged: 0, faults: [] };
      const faults = [...before.faults, ...(await worker.check())];
      tested.set(worker.kind, { ...before, acknowledged: before.acknowledged + worker.acknowledged, faults });
    }
    const seen = { kind: 'while it ran', acknowledged: 0, faults: this.#unexpected };
    return [...tested.values(), seen];
  }

  async #drive(worker: Worker): Promise<void> {
    while (!this.#stopped) {
      try {
        await worker.step();
      } catch (error) {
        // What was given up was not acknowledged. Anything else is a wrong answer.
        if (!(error instanceof GaveUp)) this.#unexpected.push(`${worker.kind}: ${(error as Error).message}`);
      }
      await sleep(this.#options.pauseMs * 2 * Math.random());
    }
  }
}
