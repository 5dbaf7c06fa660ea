import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, getRun, run } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const id = { run_id: '{{run}}' };
const update = (fields: Record<string, string | number>, label: string) => [
  post('runs/update', { ...id, ...fields }, { label }),
  getRun('run', { label, pick: ['run.info'] }),
];

const lifecycle = scenario(
  'create, update, delete, restore',
  experiment(),
  run('run', { tags: [{ key: 'a', value: 'b' }], user_id: 'someone' }),
  getRun(),
  post('runs/update', { ...id, status: 'FINISHED', end_time: 1_600_000_001_000 }),
  getRun(),
  post('runs/update', { ...id, run_name: 'renamed' }),
  getRun(),
  post('runs/delete', id),
  getRun('run', { label: 'deleted' }),
  post('runs/delete', id, { label: 'again' }),
  post('runs/update', { ...id, status: 'FAILED' }, { label: 'deleted' }),
  post('runs/set-tag', { ...id, key: 'k', value: 'v' }, { label: 'deleted' }),
  post('runs/delete-tag', { ...id, key: 'a' }, { label: 'deleted' }),
  post('runs/log-parameter', { ...id, key: 'k', value: 'v' }, { label: 'deleted' }),
  post('runs/log-metric', { ...id, key: 'k', value: 1, timestamp: 1 }, { label: 'deleted' }),
  post('runs/log-batch', { ...id, metrics: [{ key: 'k', value: 1, timestamp: 1 }] }, { label: 'deleted' }),
  post('runs/log-batch', id, { label: 'deleted, nothing' }),
  post('runs/log-inputs', { ...id, datasets: [] }, { label: 'deleted' }),
  get('metrics/get-history', { ...id, metric_key: 'k' }, { label: 'deleted' }),
  get('artifacts/list', id, { label: 'deleted' }),
  post('runs/restore', id),
  getRun('run', { label: 'restored' }),
  post('runs/restore', id, { label: 'again' }),
);

const names = scenario(
  'run names and the tag mlflow.runName',
  experiment(),
  run('run', { tags: [{ key: 'mlflow.runName', value: 'run' }] }),
  getRun(),
  post(
    'runs/create',
    { experiment_id: '{{exp}}', run_name: 'x', tags: [{ key: 'mlflow.runName', value: 'y' }] },
    { label: 'both, different' },
  ),
  post(
    'runs/create',
    { experiment_id: '{{exp}}', tags: [{ key: 'mlflow.runName', value: 'only the tag' }] },
    { label: 'only the tag' },
  ),
  post('runs/create', { experiment_id: '{{exp}}', run_name: '' }, { label: 'empty name' }),
  post('runs/create', { experiment_id: '{{exp}}' }, { label: 'no name' }),
  post('runs/create', { experiment_id: '{{exp}}', run_name: ' ' }, { label: 'blank name' }),
  post('runs/create', { experiment_id: '{{exp}}', run_name: 'n'.repeat(250) }, { label: '250' }),
  post('runs/create', { experiment_id: '{{exp}}', run_name: 'n'.repeat(251) }, { label: '251' }),
  post('runs/create', { experiment_id: '{{exp}}', run_name: 'n'.repeat(8001) }, { label: '8001' }),
  post('runs/set-tag', { ...id, key: 'mlflow.runName', value: 'by tag' }),
  getRun(),
  post('runs/update', { ...id, run_name: 'by update' }),
  getRun(),
  post('runs/update', { ...id, run_name: '' }, { label: 'empty name' }),
  post('runs/delete-tag', { ...id, key: 'mlflow.runName' }),
  getRun(),
  post('runs/update', { ...id, run_name: 'after' }),
  getRun(),
);

const statuses = scenario(
  'statuses and end times',
  experiment(),
  run(),
  ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'].flatMap((status) => update({ status }, status)),
  [1, 2, 3, 4, 5, 0, 6].flatMap((status) => update({ status }, `status ${status}`)),
  ['finished', 'UNKNOWN', '', '3'].flatMap((status) => update({ status }, `status "${status}"`)),
  [
    0,
    1,
    -1,
    1_600_000_000_001,
    '1600000000002',
    1.5,
    '1.5',
    2 ** 53,
    '9223372036854775807',
    '9223372036854775808',
  ].flatMap((end_time) => update({ end_time }, `end_time ${JSON.stringify(end_time)}`)),
  post('runs/update', id, { label: 'nothing' }),
);

const parents = scenario(
  'child runs',
  experiment(),
  run('parent'),
  run('child', { tags: [{ key: 'mlflow.parentRunId', value: '{{parent}}' }] }),
  post('runs/delete', { run_id: '{{parent}}' }),
  getRun('child'),
  getRun('parent'),
);

export default [lifecycle, viaAjax(lifecycle), names, statuses, parents];
