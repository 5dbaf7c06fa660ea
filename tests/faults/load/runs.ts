import { randomUUID } from 'node:crypto';
import type { Worker, WorkerContext } from './worker.ts';

interface Run {
  readonly info: { readonly run_id: string; readonly run_name: string; readonly status: string };
}

/** Creates runs, each under a key of its own, and ends them: one run for each key, ended when that was acknowledged. */
export class Runs implements Worker {
  readonly kind = 'runs';
  readonly #context: WorkerContext;
  readonly #sent = new Map<string, { runId?: string; ended?: true }>();
  #experimentId = '';
  acknowledged = 0;

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  async prepare(): Promise<void> {
    const body = { name: `faults ${this.#context.id}` };
    const key = { 'idempotency-key': randomUUID() };
    const made = await this.#context.http.json<{ experiment_id: string }>(
      'POST',
      '/api/2.0/mlflow/experiments/create',
      body,
      key,
    );
    this.#experimentId = made.experiment_id;
  }

  async step(): Promise<void> {
    const { http } = this.#context;
    const name = `run ${this.#sent.size}`;
    const facts: { runId?: string; ended?: true } = {};
    this.#sent.set(name, facts);
    const body = { experiment_id: this.#experimentId, run_name: name, start_time: Date.now() };
    const { run } = await http.json<{ run: Run }>('POST', '/api/2.0/mlflow/runs/create', body, {
      'idempotency-key': randomUUID(),
    });
    facts.runId = run.info.run_id;
    this.acknowledged += 1;
    await http.json('POST', '/api/2.0/mlflow/runs/update', {
      run_id: facts.runId,
      status: 'FINISHED',
      end_time: Date.now(),
    });
    facts.ended = true;
  }

  async check(): Promise<string[]> {
    const faults: string[] = [];
    const there = new Map<string, Run[]>();
    for await (const run of this.#runs())
      there.set(run.info.run_name, [...(there.get(run.info.run_name) ?? []), run]);
    for (const [name, { runId, ended }] of this.#sent) {
      const runs = there.get(name) ?? [];
      if (runs.length > 1) faults.push(`doubled: ${name} is there ${runs.length} times`);
      const kept = runs.find(({ info }) => info.run_id === runId);
      if (runId !== undefined && kept === undefined) faults.push(`lost: ${name}, ${runId}`);
      else if (ended && kept?.info.status !== 'FINISHED')
        faults.push(`lost: the end of ${name}; it is ${kept?.info.status}`);
    }
    return faults;
  }

  async *#runs(): AsyncGenerator<Run> {
    for (let token = ''; ;) {
      const body = {
        experiment_ids: [this.#experimentId],
        max_results: 1000,
        ...(token !== '' && { page_token: token }),
      };
      const page = await this.#context.http.json<{ runs?: Run[]; next_page_token?: string }>(
        'POST',
        '/api/2.0/mlflow/runs/search',
        body,
      );
      yield* page.runs ?? [];
      token = page.next_page_token ?? '';
      if (token === '') return;
    }
  }
}
