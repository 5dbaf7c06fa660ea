import { createRun, type Worker, type WorkerContext } from './worker.ts';

/** Gives one tag a new value after the other: it has the last one that was acknowledged, or one that was sent after it. */
export class Overwrites implements Worker {
  readonly kind = 'tags';
  readonly #context: WorkerContext;
  #runId = '';
  #sent = 0;
  #last = 0;
  acknowledged = 0;

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  async prepare(): Promise<void> {
    this.#runId = await createRun(this.#context.http, `tags ${this.#context.id}`);
  }

  async step(): Promise<void> {
    const value = ++this.#sent;
    const body = { run_id: this.#runId, key: 'state', value: String(value) };
    await this.#context.http.json('POST', '/api/2.0/mlflow/runs/set-tag', body);
    this.#last = value;
    this.acknowledged += 1;
    const seen = await this.#value();
    if (seen < value) throw new Error(`${value} was acknowledged, and ${seen} is read right after`);
  }

  async check(): Promise<string[]> {
    const value = await this.#value();
    if (value >= this.#last && value <= this.#sent) return [];
    return [`lost: the tag is ${value}, ${this.#last} was acknowledged and ${this.#sent} sent`];
  }

  async #value(): Promise<number> {
    const path = `/api/2.0/mlflow/runs/get?run_id=${this.#runId}`;
    const { run } = await this.#context.http.json<{
      run: { data: { tags: { key: string; value: string }[] } };
    }>('GET', path);
    return Number(run.data.tags.find(({ key }) => key === 'state')?.value ?? 0);
  }
}
