import type { Rest } from '../../../tests/support/rest.ts';
import { png, text } from './made-files.ts';

/** Runs that differ in some parameters and metrics, a text and images among their artifacts. Returns the page's address. */
export async function seedComparedRuns(rest: Rest, count: number): Promise<string> {
  const { experiment_id: experimentId } = await rest.post<{ experiment_id: string }>('experiments/create', {
    name: `compared-${count}`,
  });
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { run } = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', {
      experiment_id: experimentId,
      run_name: `sweep-${index + 1}`,
      user_id: 'nora',
      start_time: Date.now() - (count - index) * 3_600_000,
    });
    const { run_id: runId } = run.info;
    ids.push(runId);
    await rest.post('runs/log-batch', {
      run_id: runId,
      params: [
        { key: 'model', value: 'gradient-boosting' },
        { key: 'max_depth', value: String(4 + (index % 3) * 2) },
        { key: 'learning_rate', value: index % 4 === 0 ? '0.1' : '0.05' },
        { key: 'window_hours', value: '72' },
        { key: 'features', value: 'wind, moon, pressure, temperature, salinity' },
        ...(index === 1 ? [{ key: 'dropout', value: '0.2' }] : []),
      ],
      metrics: Array.from({ length: 6 }, (_, step) =>
        ['rmse', 'val/rmse', 'val/r2'].map((key, at) => ({
          key,
          step,
          timestamp: Date.now(),
          value: (at + 1) * (0.3 + index / 50) * Math.exp(-step / 5),
        })),
      ).flat(),
      tags: [{ key: 'region', value: index % 2 === 0 ? 'north-sea' : 'baltic' }],
    });
    const root = `${experimentId}/${runId}/artifacts`;
    if (index < 6) {
      await rest.put(
        `${root}/config.yaml`,
        text(
          `window: 72\ndepth: ${4 + (index % 3) * 2}\nfeatures:\n  - wind\n  - moon\n${index === 1 ? 'dropout: 0.2\n' : ''}`,
        ),
      );
      await rest.put(
        `${root}/plots/fit.png`,
        png(120, 80, (x, y) =>
          Math.abs(y - 40 - 20 * Math.sin(x / (6 + index))) < 3 ? [14, 113, 134] : [246, 247, 248],
        ),
      );
      for (const step of [0, 10, 20])
        for (const key of ['samples', 'errors'])
          await rest.put(
            `${root}/images/${key}+step+${step}+timestamp+${1_700_000_000_000 + step}+${crypto.randomUUID()}.png`,
            png(64, 64, (x, y) => [
              (x * 4 + index * 40) % 256,
              (y * 4 + step * 6) % 256,
              key === 'errors' ? 60 : 190,
            ]),
          );
    }
    await rest.post('runs/update', { run_id: runId, status: 'FINISHED', end_time: Date.now() });
  }
  const parameters = new URLSearchParams({
    runs: JSON.stringify(ids),
    experiments: JSON.stringify([experimentId]),
  });
  return `#/compare-runs?${parameters.toString()}`;
}
