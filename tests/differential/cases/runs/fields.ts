import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario } from '../../harness/scenario.ts';
import { experiment, run } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const of = (extra: Record<string, string | number>) => () => ({ run_id: '{{run}}', ...extra });
const unknown = [
  '0'.repeat(32),
  'x',
  '',
  ' ',
  'a'.repeat(256),
  'a'.repeat(257),
  'with space',
  '../x',
  'a/b',
  'ünïcode',
  'x\n',
  '-x',
  '_x',
];
const idOf = (id: string): string => JSON.stringify(id).slice(0, 20) + id.length;

export default [
  scenario(
    'fields of create',
    experiment(),
    probeFields(
      'POST',
      'runs/create',
      () => ({ experiment_id: '{{exp}}', user_id: 'u', start_time: 5, run_name: 'n', tags: [] }),
      ['experiment_id', 'user_id', 'start_time', 'run_name', 'tags'],
    ),
  ),
  scenario(
    'fields of get',
    experiment(),
    run(),
    probeQuery('runs/get', { run_id: '{{run}}' }, ['run_id']),
    get('runs/get', { run_uuid: '{{run}}' }, { label: 'run_uuid' }),
  ),
  scenario(
    'fields of update',
    experiment(),
    run(),
    probeFields('POST', 'runs/update', of({ status: 'FINISHED', end_time: 5, run_name: 'n' }), [
      'run_id',
      'status',
      'end_time',
      'run_name',
    ]),
  ),
  scenario('fields of delete', experiment(), run(), probeFields('POST', 'runs/delete', of({}), ['run_id'])),
  scenario('fields of restore', experiment(), run(), probeFields('POST', 'runs/restore', of({}), ['run_id'])),
  scenario(
    'ids that are no run',
    unknown.flatMap((run_id) => {
      const label = idOf(run_id);
      return [
        get('runs/get', { run_id }, { label }),
        post('runs/update', { run_id, status: 'FINISHED' }, { label }),
        post('runs/delete', { run_id }, { label }),
        post('runs/restore', { run_id }, { label }),
        post('runs/set-tag', { run_id, key: 'k', value: 'v' }, { label }),
        post('runs/delete-tag', { run_id, key: 'k' }, { label }),
        post('runs/log-parameter', { run_id, key: 'k', value: 'v' }, { label }),
        post('runs/log-metric', { run_id, key: 'k', value: 1, timestamp: 1 }, { label }),
        post('runs/log-batch', { run_id, params: [{ key: 'k', value: 'v' }] }, { label }),
        post('runs/log-inputs', { run_id, datasets: [] }, { label }),
        get('metrics/get-history', { run_id, metric_key: 'k' }, { label }),
        get('artifacts/list', { run_id }, { label }),
      ];
    }),
  ),
  scenario(
    'run_uuid, the old name of run_id',
    experiment(),
    run(),
    post('runs/update', { run_uuid: '{{run}}', status: 'FINISHED' }),
    post('runs/set-tag', { run_uuid: '{{run}}', key: 'k', value: 'v' }),
    post('runs/log-parameter', { run_uuid: '{{run}}', key: 'k', value: 'v' }),
    post('runs/log-metric', { run_uuid: '{{run}}', key: 'k', value: 1, timestamp: 1 }),
    post('runs/log-batch', { run_uuid: '{{run}}' }),
    post('runs/delete', { run_uuid: '{{run}}' }),
    get('metrics/get-history', { run_uuid: '{{run}}', metric_key: 'k' }),
    get('artifacts/list', { run_uuid: '{{run}}' }),
    get('runs/get', { run_uuid: 'x', run_id: '{{run}}' }, { label: 'both' }),
    get('runs/get', { run_id: '{{run}}' }),
  ),
];
