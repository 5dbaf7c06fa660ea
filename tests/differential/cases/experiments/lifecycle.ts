import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, getExperiment, getRun, run } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const lifecycle = scenario(
  'create, get, rename, delete, restore',
  experiment('exp', { tags: [{ key: 'team', value: 'a' }] }),
  getExperiment(),
  get('experiments/get-by-name', { experiment_name: '{{uid}}-exp' }),
  post('experiments/update', { experiment_id: '{{exp}}', new_name: '{{uid}}-renamed' }),
  getExperiment(),
  get('experiments/get-by-name', { experiment_name: '{{uid}}-exp' }, { label: 'old name' }),
  get('experiments/get-by-name', { experiment_name: '{{uid}}-renamed' }, { label: 'new name' }),
  post('experiments/delete', { experiment_id: '{{exp}}' }),
  getExperiment('exp', { label: 'deleted' }),
  get('experiments/get-by-name', { experiment_name: '{{uid}}-renamed' }, { label: 'deleted' }),
  post('experiments/delete', { experiment_id: '{{exp}}' }, { label: 'again' }),
  post('experiments/update', { experiment_id: '{{exp}}', new_name: '{{uid}}-x' }, { label: 'deleted' }),
  post('experiments/create', { name: '{{uid}}-renamed' }, { label: 'name of a deleted one' }),
  post(
    'experiments/set-experiment-tag',
    { experiment_id: '{{exp}}', key: 'k', value: 'v' },
    { label: 'deleted' },
  ),
  post('experiments/restore', { experiment_id: '{{exp}}' }),
  getExperiment('exp', { label: 'restored' }),
  post('experiments/restore', { experiment_id: '{{exp}}' }, { label: 'again' }),
  post('experiments/create', { name: '{{uid}}-renamed' }, { label: 'name taken' }),
);

const runsFollow = scenario(
  'deleting an experiment deletes its runs, restoring restores them',
  experiment(),
  run('kept'),
  run('gone'),
  post('runs/delete', { run_id: '{{gone}}' }),
  post('experiments/delete', { experiment_id: '{{exp}}' }),
  getRun('kept'),
  getRun('gone'),
  post('runs/create', { experiment_id: '{{exp}}' }, { label: 'in a deleted experiment' }),
  post('runs/log-metric', { run_id: '{{kept}}', key: 'm', value: 1, timestamp: 1 }, { label: 'deleted' }),
  post('runs/restore', { run_id: '{{gone}}' }, { label: 'in a deleted experiment' }),
  post('experiments/restore', { experiment_id: '{{exp}}' }),
  getRun('kept'),
  getRun('gone'),
);

const two = scenario(
  'rename onto a taken name',
  experiment('one'),
  experiment('two'),
  post('experiments/update', { experiment_id: '{{one}}', new_name: '{{uid}}-two' }, { label: 'taken' }),
  post('experiments/update', { experiment_id: '{{one}}', new_name: '{{uid}}-one' }, { label: 'its own' }),
  post('experiments/delete', { experiment_id: '{{two}}' }),
  post(
    'experiments/update',
    { experiment_id: '{{one}}', new_name: '{{uid}}-two' },
    { label: 'taken by a deleted one' },
  ),
);

const defaultExperiment = scenario(
  'the default experiment',
  get(
    'experiments/get',
    { experiment_id: '0' },
    {
      pick: [
        'experiment.experiment_id',
        'experiment.name',
        'experiment.artifact_location',
        'experiment.lifecycle_stage',
      ],
    },
  ),
  get('experiments/get-by-name', { experiment_name: 'Default' }, { pick: ['experiment.experiment_id'] }),
  post('experiments/create', { name: 'Default' }),
);

export default [lifecycle, viaAjax(lifecycle), runsFollow, viaAjax(runsFollow), two, defaultExperiment];
