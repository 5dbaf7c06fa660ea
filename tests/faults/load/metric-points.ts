import { createRun, type Worker, type WorkerContext } from './worker.ts';

const PAGE = 25_000;
const START_MS = 1_700_000_000_000;

interface Point {
  readonly step: number;
  readonly value: number;
  readonly timestamp: number;
}

/** Logs one point after the other: all that were acknowledged are there, each once, and no other. */
export class MetricPoints implements Worker {
  readonly kind = 'metric points';
  readonly #context: WorkerContext;
  readonly #acknowledged = new Set<number>();
  #runId = '';
  #next = 0;

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  async prepare(): Promise<void> {
    this.#runId = await createRun(this.#context.http, `points ${this.#context.id}`);
  }

  async step(): Promise<void> {
    const step = this.#next++;
    const body = { run_id: this.#runId, key: 'loss', ...pointOf(step) };
    await this.#context.http.send('POST', '/api/2.0/mlflow/runs/log-metric', JSON.stringify(body), {
      'content-type': 'application/json',
    });
    this.#acknowledged.add(step);
  }

  async check(): Promise<string[]> {
    const counts = new Map<number, number>();
    const faults: string[] = [];
    for await (const point of this.#history()) {
      counts.set(point.step, (counts.get(point.step) ?? 0) + 1);
      const sent = pointOf(point.step);
      if (point.step >= this.#next || point.value !== sent.value || point.timestamp !== sent.timestamp)
        faults.push(`nobody sent ${JSON.stringify(point)}`);
    }
    for (const step of this.#acknowledged)
      if (!counts.has(step)) faults.push(`lost: the point of step ${step}`);
    for (const [step, count] of counts)
      if (count > 1) faults.push(`doubled: the point of step ${step} is there ${count} times`);
    return faults;
  }

  async *#history(): AsyncGenerator<Point> {
    for (let token = ''; ;) {
      const query = new URLSearchParams({
        run_id: this.#runId,
        metric_key: 'loss',
        max_results: String(PAGE),
      });
      if (token !== '') query.set('page_token', token);
      const path = `/api/2.0/mlflow/metrics/get-history?${query.toString()}`;
      const page = await this.#context.http.json<{ metrics?: Point[]; next_page_token?: string }>(
        'GET',
        path,
      );
      yield* page.metrics ?? [];
      token = page.next_page_token ?? '';
      if (token === '') return;
    }
  }
}

function pointOf(step: number): Point {
  return { step, value: step * 0.5, timestamp: START_MS + step };
}
