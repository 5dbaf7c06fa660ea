import type { Rest } from '../../../tests/support/rest.ts';
import { seedExperiment, seedRun } from './seed-runs.ts';

const MOST_POINTS = 1_000;

export interface Point {
  readonly step: number;
  readonly value: number | string;
  readonly timestamp?: number;
}

/** Logs points of a metric, as many requests as that takes. */
export async function logPoints(
  rest: Rest,
  runId: string,
  key: string,
  points: readonly Point[],
  startMs = Date.now(),
): Promise<void> {
  for (let at = 0; at < points.length; at += MOST_POINTS)
    await rest.post('runs/log-batch', {
      run_id: runId,
      metrics: points
        .slice(at, at + MOST_POINTS)
        .map(({ step, value, timestamp = startMs + step * 1_000 }) => ({ key, step, value, timestamp })),
    });
}

/** The same numbers from 0 to 1 each time. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** An experiment whose runs show what charts must cope with: long noisy lines, spikes, NaN, infinities, single values. */
export async function seedCharts(
  rest: Rest,
  name = 'coral-growth',
): Promise<{ experimentId: string; runIds: string[] }> {
  const experimentId = await seedExperiment(rest, name);
  const startMs = Date.now() - 3_600_000;
  const runIds: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    const random = randomNumbers(index + 3);
    const rate = [0.001, 0.003, 0.01][index % 3] as number;
    const runId = await seedRun(rest, experimentId, {
      name: index === 11 ? `long-${'name-'.repeat(40)}` : `reef-${index}`,
      startMs: startMs + index * 60_000,
      params: { lr: String(rate), depth: String(2 + (index % 4)), optimizer: index % 2 ? 'sgd' : 'adamw' },
    });
    runIds.push(runId);
    const loss = Array.from({ length: 1_500 }, (_, step) => ({
      step,
      value:
        (2.4 - index * 0.02) * Math.exp((-step * (0.6 + rate * 40)) / 300) +
        0.12 +
        index * 0.012 +
        random() * 0.16 +
        (step === 40 + index ? 18 : 0),
    }));
    const from = startMs + index * 60_000;
    await logPoints(rest, runId, 'train/loss', loss, from);
    await logPoints(
      rest,
      runId,
      'train/epoch',
      loss.filter(({ step }) => step % 50 === 0).map(({ step }) => ({ step, value: step / 50 })),
      from,
    );
    await logPoints(
      rest,
      runId,
      'val/accuracy',
      Array.from({ length: 30 }, (_, n) => ({
        step: n * 50,
        value: 0.96 - 0.7 * Math.exp(-n * (0.12 + rate * 12)) - random() * 0.03,
      })),
      from,
    );
    await logPoints(rest, runId, 'test_accuracy', [{ step: 0, value: 0.7 + random() * 0.25 }], from);
    if (index < 3)
      await logPoints(
        rest,
        runId,
        'gradient_norm',
        Array.from({ length: 60 }, (_, step) => ({
          step,
          value: step === 20 ? 'NaN' : step === 35 ? 'Infinity' : 10 ** (3 - step / 15) * (0.6 + random()),
        })),
        from,
      );
    await logPoints(
      rest,
      runId,
      'system/cpu_utilization_percentage',
      Array.from({ length: 80 }, (_, step) => ({ step, value: 40 + 50 * random() })),
      from,
    );
  }
  return { experimentId, runIds };
}
