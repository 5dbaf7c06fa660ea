import { Load } from '../tracking/load.ts';
import type { Seeded } from './seed.ts';

/** The runs table at its largest: so many runs, each with as many metrics as parameters. */
export const WIDE = { runs: 10_000, metrics: 100, params: 100 } as const;
/** A line chart at its largest. */
export const LONG = { runs: 100, points: 10_000, key: 'loss' } as const;

const START_MS = Date.UTC(2026, 0, 1);
const CONNECTIONS = 8;
/** The most that a request may carry. */
const MOST_METRICS = 1_000;

export const largeRunName = (experiment: 'wide' | 'long', run: number): string =>
  `${experiment}-${String(run).padStart(5, '0')}`;
export const wideMetric = (number: number): string => `metric_${String(number).padStart(3, '0')}`;
export const wideParam = (number: number): string => `param_${String(number).padStart(3, '0')}`;

/** An experiment of many runs that have many values each. */
export async function seedWide(url: string): Promise<Seeded> {
  return seedRuns(url, 'wide', WIDE.runs, async (load, runId, run) => {
    const metrics = Array.from({ length: WIDE.metrics }, (_, index) => ({
      key: wideMetric(index),
      value: Math.sin(run * 0.37 + index) * 10 ** ((index % 7) - 3),
      step: 0,
      timestamp: START_MS,
    }));
    const params = Array.from({ length: WIDE.params }, (_, index) => ({
      key: wideParam(index),
      value: index % 3 === 0 ? `choice-${(run + index) % 12}` : String(((run * 7 + index) % 1000) / 1000),
    }));
    await load.post('runs/log-batch', { run_id: runId, metrics, params });
  });
}

/** An experiment whose runs have one long history each: noise around a falling curve. */
export async function seedLong(url: string): Promise<Seeded> {
  return seedRuns(url, 'long', LONG.runs, async (load, runId, run) => {
    for (let from = 0; from < LONG.points; from += MOST_METRICS) {
      const metrics = Array.from({ length: MOST_METRICS }, (_, index) => {
        const step = from + index;
        const noise = Math.sin(step * 12.9898 + run * 78.233) * 0.08;
        const value = Math.exp(-step / (1_500 + run * 25)) + 0.2 + run / 400 + noise;
        return { key: LONG.key, value, step, timestamp: START_MS + step * 1_000 };
      });
      await load.post('runs/log-batch', { run_id: runId, metrics });
    }
  });
}

async function seedRuns(
  url: string,
  name: 'wide' | 'long',
  count: number,
  fill: (load: Load, runId: string, run: number) => Promise<void>,
): Promise<Seeded> {
  const load = new Load(url, CONNECTIONS);
  try {
    const { experiment_id: experimentId } = await load.json<{ experiment_id: string }>('experiments/create', {
      name,
    });
    const runIds: string[] = [];
    await load.each(count, async (run) => {
      const { run: created } = await load.json<{ run: { info: { run_id: string } } }>('runs/create', {
        experiment_id: experimentId,
        run_name: largeRunName(name, run),
        start_time: START_MS + run * 60_000,
      });
      const runId = created.info.run_id;
      runIds[run] = runId;
      await fill(load, runId, run);
      await load.post('runs/update', {
        run_id: runId,
        status: 'FINISHED',
        end_time: START_MS + run * 60_000,
      });
    });
    return { experimentId, runIds };
  } finally {
    load.close();
  }
}
