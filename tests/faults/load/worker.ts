import type { Http } from './http.ts';
import type { Random } from '../random.ts';

/** One client of the load: it writes step by step, remembers what was acknowledged, and later compares that with what can be read. */
export interface Worker {
  readonly kind: string;
  prepare(): Promise<void>;
  /** Makes one write, or a few that belong together. Throws when a write failed for good; the next step goes on. */
  step(): Promise<void>;
  /** How many writes were acknowledged. */
  readonly acknowledged: number;
  /** What was lost, doubled or broken: a line for each. */
  check(): Promise<string[]>;
}

export interface WorkerContext {
  readonly http: Http;
  readonly random: Random;
  /** Tells the workers of a run apart. */
  readonly id: string;
}

export async function createRun(http: Http, name: string): Promise<string> {
  const body = { experiment_id: '0', run_name: name, start_time: Date.now() };
  const { run } = await http.json<{ run: { info: { run_id: string } } }>(
    'POST',
    '/api/2.0/mlflow/runs/create',
    body,
  );
  return run.info.run_id;
}
