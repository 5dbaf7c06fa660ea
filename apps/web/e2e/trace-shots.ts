import { seedLongTrace, seedTraces } from './seed-traces.ts';
import type { Shot } from './shots.ts';

let experimentId = '';
let first = '';
let failed = '';

export const TRACE_SHOTS: readonly Shot[] = [
  {
    name: 'traces',
    phone: true,
    seed: async (rest, url) => {
      const made = await rest.post<{ experiment_id: string }>('experiments/create', {
        name: 'bookshop-agent',
      });
      experimentId = made.experiment_id;
      const ids = await seedTraces(url, experimentId);
      [first = '', failed = ''] = ids;
      for (const [index, id] of ids.entries())
        await fetch(`${url}/api/3.0/mlflow/traces/${id}/assessments`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            assessment: {
              assessment_name: 'correct',
              source: { source_type: 'HUMAN', source_id: 'ada' },
              feedback: { value: index !== 1 },
              rationale: 'Compared with the warehouse.',
            },
          }),
        });
      return `#/experiments/${experimentId}/traces`;
    },
  },
  {
    name: 'trace',
    phone: true,
    seed: () => Promise.resolve(`#/experiments/${experimentId}/traces/${first}`),
    prepare: async (page) => {
      await page
        .getByRole('treeitem', { name: /^Completions/ })
        .last()
        .click();
      await page.getByText('shipped').first().waitFor();
    },
  },
  {
    name: 'trace-failed',
    seed: () => Promise.resolve(`#/experiments/${experimentId}/traces/${failed}`),
    prepare: (page) => page.getByRole('treeitem', { name: /^order_status/ }).click(),
  },
  {
    name: 'trace-assessments',
    seed: () => Promise.resolve(`#/experiments/${experimentId}/traces/${first}`),
    prepare: (page) => page.getByRole('tab', { name: /Assessments/ }).click(),
  },
  {
    name: 'trace-long',
    seed: async (_, url) =>
      `#/experiments/${experimentId}/traces/${await seedLongTrace(url, experimentId, 5000)}`,
  },
];
