import type { Rest } from '../../../tests/support/rest.ts';
import { seedExperiment, seedRun } from './seed-runs.ts';

const NOW = Date.now();
/** A text that breaks whatever takes it for code. */
export const STRANGE = `x'"\`<script>globalThis.broken=1</script>${'k'.repeat(200)}`;

/** Experiment 1 with five runs, one of them the child of `parent`, and experiment 2 with four to delete from. */
export async function seedSweep(rest: Rest): Promise<{ parent: string }> {
  // The newest is listed first: alpha, then beta, …
  const id = await seedExperiment(rest, 'sweep');
  const run = (
    name: string,
    age: number,
    lr: string,
    loss: readonly number[],
    extra: object = {},
  ): Promise<string> =>
    seedRun(rest, id, {
      name,
      startMs: NOW - age * 60_000,
      params: { lr, seed: '7', optimizer: age % 2 === 0 ? 'adam' : 'sgd' },
      metrics: { loss, same: [1] },
      ...extra,
    });
  await run('alpha', 1, '0.1', [5, 1, 3]);
  await run('beta', 2, '0.01', [4, 2, 2.5], { status: 'FAILED' });
  const parent = await run('gamma', 3, '0.1', [9, 8, 0.125]);
  await run('delta', 4, '0.001', [7, 6, NaN].slice(0, 2), { parentId: parent });
  await run('epsilon', 5, '0.01', [1e-9], { tags: { note: STRANGE } });
  await seedExperiment(rest, 'to-delete-from');
  for (const name of ['one', 'two', 'three', 'four']) await seedRun(rest, '2', { name, params: { p: name } });
  return { parent };
}
