import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from '../tracking/load.ts';

export interface Seeded {
  readonly experimentId: string;
  /** The ids of the runs, in the order of their numbers. */
  readonly runIds: readonly string[];
}

export const METRICS = 20;
export const PARAMS = 10;
/** So many of the newest runs have histories: what a chart draws. */
export const CHARTED = 100;
const STEPS = 40;
/** How many values a parameter takes over the runs. */
const VALUES = 25;
const START_MS = Date.UTC(2026, 0, 1);
const CONNECTIONS = 4;
const ATTEMPTS = 8;

export const runName = (number: number): string => `run-${String(number).padStart(5, '0')}`;
export const metricName = (number: number): string => `metric_${String(number).padStart(2, '0')}`;
export const paramName = (number: number): string => `param_${number}`;
export const paramValue = (run: number, param: number): string => `value-${(run + param) % VALUES}`;

/** Fills a server over its REST API: one experiment, `count` runs with the same numbers on whichever server. */
export async function seed(url: string, count: number): Promise<Seeded> {
  const load = new Load(url, CONNECTIONS, false);
  try {
    const { experiment_id: experimentId } = await load.json<{ experiment_id: string }>('experiments/create', {
      name: 'web-benchmark',
      // What MLflow's interface would otherwise guess, and ask about.
      tags: [{ key: 'mlflow.experimentKind', value: 'custom_model_development' }],
    });
    const runIds: string[] = [];
    await load.each(count, async (number) => {
      runIds[number] = await persistent(() =>
        seedRun(load, experimentId, number, number >= count - CHARTED ? STEPS : 1),
      );
    });
    await removeOthers(load, experimentId, new Set(runIds));
    return { experimentId, runIds };
  } finally {
    load.close();
  }
}

/** A worker of the server may be replaced while it has a request: what was begun is done anew. */
async function persistent<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || (error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
      await sleep(500 * attempt);
    }
}

interface RunsPage {
  readonly runs?: readonly { readonly info: { readonly run_id: string } }[];
  readonly next_page_token?: string;
}

/** Removes runs whose making was begun anew. */
async function removeOthers(load: Load, experimentId: string, kept: ReadonlySet<string>): Promise<void> {
  let token: string | undefined;
  do {
    const body = { experiment_ids: [experimentId], max_results: 100, page_token: token };
    const page = await persistent(() => load.json<RunsPage>('runs/search', body));
    for (const { info } of page.runs ?? [])
      if (!kept.has(info.run_id)) await persistent(() => load.post('runs/delete', { run_id: info.run_id }));
    token = page.next_page_token;
  } while (token);
}

async function seedRun(load: Load, experimentId: string, number: number, steps: number): Promise<string> {
  const startMs = START_MS + number * 60_000;
  const { run } = await load.json<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: experimentId,
    run_name: runName(number),
    start_time: startMs,
  });
  const { run_id } = run.info;
  const metrics = Array.from({ length: METRICS }, (_, metric) =>
    Array.from({ length: steps }, (_, step) => ({
      key: metricName(metric),
      value: valueAt(number, metric, step),
      step,
      timestamp: startMs + step * 1000,
    })),
  ).flat();
  const params = Array.from({ length: PARAMS }, (_, param) => ({
    key: paramName(param),
    value: paramValue(number, param),
  }));
  await load.post('runs/log-batch', { run_id, metrics, params });
  await load.post('runs/update', { run_id, status: 'FINISHED', end_time: startMs + 50_000 });
  return run_id;
}

/** A falling curve, its own for each run and metric. */
function valueAt(run: number, metric: number, step: number): number {
  return Number((Math.exp(-step / (5 + (run % 17))) + (metric + 1) / 50 + (run % 101) / 500).toFixed(6));
}
