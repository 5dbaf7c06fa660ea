import { seedChurn } from './seed-models.ts';
import type { Shot } from './shots.ts';

let loggedModelPlace = '';

export const MODEL_SHOTS: readonly Shot[] = [
  {
    name: 'models',
    phone: true,
    seed: async (rest) => {
      const [, first] = await seedChurn(rest);
      loggedModelPlace = `#/experiments/${first?.experimentId}/models/${first?.modelId}`;
      for (const name of ['fraud-detector', 'price forecast (EU)', '需要予測', 'support-triage'])
        await rest.post('registered-models/create', { name });
      return '#/models';
    },
  },
  { name: 'model', hash: '#/models/churn', phone: true },
  {
    name: 'model-aliases',
    hash: '#/models/churn',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Add or move an alias to version 4' }).click();
      await page.getByText('Move here').waitFor();
    },
  },
  { name: 'version', hash: '#/models/churn/versions/3', phone: true },
  { name: 'compare-versions', hash: '#/compare-model-versions?name=churn&versions=4,3,2' },
  {
    name: 'logged-models',
    seed: () => Promise.resolve(loggedModelPlace.replace(/\/[^/]*$/, '')),
    phone: true,
  },
  { name: 'logged-model', seed: () => Promise.resolve(loggedModelPlace) },
];
