import { createRun, type Worker, type WorkerContext } from './worker.ts';

/** Batches for one run; then the next run, so that a run's parameters stay within what a client may ask for. */
const BATCHES_OF_A_RUN = 40;
const METRICS = 5;

interface RunData {
  readonly metrics?: readonly { readonly key: string; readonly value: number }[];
  readonly params?: readonly { readonly key: string; readonly value: string }[];
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

/** Logs metrics, parameters and tags together: each batch is there as a whole when it was acknowledged, and as a whole or not at all otherwise. */
export class Batches implements Worker {
  readonly kind = 'batches';
  readonly #context: WorkerContext;
  /** By run: the numbers of the batches that were sent, and whether they were acknowledged. */
  readonly #runs = new Map<string, Map<number, boolean>>();
  #runId = '';

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  get acknowledged(): number {
    return [...this.#runs.values()].flatMap((batches) => [...batches.values()]).filter(Boolean).length;
  }

  async prepare(): Promise<void> {
    this.#runId = await createRun(this.#context.http, `batches ${this.#context.id}`);
    this.#runs.set(this.#runId, new Map());
  }

  async step(): Promise<void> {
    let batches = this.#runs.get(this.#runId);
    if (batches === undefined || batches.size >= BATCHES_OF_A_RUN) {
      await this.prepare();
      batches = this.#runs.get(this.#runId) as Map<number, boolean>;
    }
    const number = batches.size;
    batches.set(number, false);
    await this.#context.http.json('POST', '/api/2.0/mlflow/runs/log-batch', {
      run_id: this.#runId,
      ...batchOf(number),
    });
    batches.set(number, true);
  }

  async check(): Promise<string[]> {
    const faults: string[] = [];
    for (const [runId, batches] of this.#runs) {
      const path = `/api/2.0/mlflow/runs/get?run_id=${runId}`;
      const { run } = await this.#context.http.json<{ run: { data: RunData } }>('GET', path);
      const there = new Set(Object.values(run.data).flatMap((items) => itemsOf(items as Item[])));
      for (const [number, acknowledged] of batches) {
        const items = Object.values(batchOf(number)).flatMap(itemsOf);
        const kept = items.filter((item) => there.has(item)).length;
        if (kept === items.length || (kept === 0 && !acknowledged)) continue;
        const said = acknowledged ? 'acknowledged' : 'not acknowledged';
        faults.push(
          `${acknowledged ? 'lost' : 'half'}: of batch ${number} of run ${runId}, ${said}, ${kept} of ${items.length} items are there`,
        );
      }
    }
    return faults;
  }
}

interface Item {
  readonly key: string;
  readonly value: number | string;
}

const itemsOf = (items: readonly Item[]): string[] => items.map(({ key, value }) => `${key}=${value}`);

function batchOf(number: number) {
  const timestamp = 1_700_000_000_000 + number;
  return {
    metrics: Array.from({ length: METRICS }, (_, index) => ({
      key: `m${number}.${index}`,
      value: number + index,
      step: 0,
      timestamp,
    })),
    params: [
      { key: `p${number}`, value: `v${number}` },
      { key: `q${number}`, value: 'x'.repeat(200) },
    ],
    tags: [{ key: `t${number}`, value: `w${number}` }],
  };
}
