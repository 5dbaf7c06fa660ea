import { Rest } from '../support/rest.ts';

/** Makes one thing of each kind and returns their ids and names, for requests that are to find something. */
export async function seedData(url: string): Promise<string[]> {
  const rest = new Rest(url);
  const { experiment_id } = await rest.post<{ experiment_id: string }>('experiments/create', {
    name: 'fuzzed',
  });
  const { run } = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', { experiment_id });
  const { run_id } = run.info;
  await rest.post('runs/log-batch', {
    run_id,
    metrics: [{ key: 'm', value: 1, timestamp: 1, step: 0 }],
    params: [{ key: 'p', value: '1' }],
    tags: [{ key: 't', value: '1' }],
  });
  await rest.post('registered-models/create', { name: 'model' });
  await rest.post('model-versions/create', { name: 'model', source: `runs:/${run_id}/m`, run_id });
  const { model } = await rest.post<{ model: { info: { model_id: string } } }>('logged-models', {
    experiment_id,
    name: 'logged',
  });
  await rest.put('fuzz/a.txt', Buffer.from('text'));
  return [experiment_id, run_id, 'fuzzed', 'model', '1', 'm', 'p', 't', model.info.model_id, 'fuzz/a.txt'];
}
