import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario } from '../../harness/scenario.ts';
import { experiment } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const create = probeFields('POST', 'experiments/create', (variant) => ({ name: `{{uid}}-${variant}` }), [
  'name',
  'artifact_location',
  'tags',
]);
const byId =
  (extra = {}) =>
  () => ({ experiment_id: '{{exp}}', ...extra });
const shown = (id: string): string => JSON.stringify(id).slice(0, 12) + id.length;
const ids = [
  'missing',
  '99999999',
  '-1',
  '1e3',
  '1.0',
  'a/b',
  '٩٩٩٩٩٩٩٩',
  'x'.repeat(65),
  '9'.repeat(25),
  'x\u0000y',
  '0x1',
];

const spellings = [' {{exp}}', '+{{exp}}', '0{{exp}}', '{{exp}}.0', '{{exp}} ', '{{exp}}_0'];

export default [
  scenario(
    'other spellings of an id',
    experiment(),
    spellings.map((id) =>
      get(
        'experiments/get',
        { experiment_id: id },
        { label: id, pick: ['experiment.name'], messageMayDiffer: 'names the id' },
      ),
    ),
  ),
  scenario('fields of create', create),
  scenario(
    'fields of get',
    experiment(),
    probeQuery('experiments/get', { experiment_id: '{{exp}}' }, ['experiment_id']),
  ),
  scenario(
    'fields of get-by-name',
    experiment(),
    probeQuery('experiments/get-by-name', { experiment_name: '{{uid}}-exp' }, ['experiment_name']),
  ),
  scenario(
    'fields of update',
    experiment(),
    probeFields(
      'POST',
      'experiments/update',
      (variant) => ({ experiment_id: '{{exp}}', new_name: `{{uid}}-${variant}` }),
      ['experiment_id', 'new_name'],
    ),
  ),
  scenario(
    'fields of delete',
    experiment(),
    probeFields('POST', 'experiments/delete', byId(), ['experiment_id']),
  ),
  scenario(
    'fields of restore',
    experiment(),
    probeFields('POST', 'experiments/restore', byId(), ['experiment_id']),
  ),
  scenario(
    'fields of set-experiment-tag',
    experiment(),
    probeFields('POST', 'experiments/set-experiment-tag', byId({ key: 'k', value: 'v' }), [
      'experiment_id',
      'key',
      'value',
    ]),
  ),
  scenario(
    'fields of delete-experiment-tag',
    experiment(),
    probeFields('POST', 'experiments/delete-experiment-tag', byId({ key: 'k' }), ['experiment_id', 'key']),
  ),
  scenario(
    'ids that are no experiment',
    ids.flatMap((id) => [
      get('experiments/get', { experiment_id: id }, { label: shown(id) }),
      post('experiments/delete', { experiment_id: id }, { label: shown(id) }),
      post('experiments/restore', { experiment_id: id }, { label: shown(id) }),
      post('experiments/update', { experiment_id: id, new_name: '{{uid}}-n' }, { label: shown(id) }),
      post(
        'experiments/set-experiment-tag',
        { experiment_id: id, key: 'k', value: 'v' },
        { label: shown(id) },
      ),
      post('experiments/delete-experiment-tag', { experiment_id: id, key: 'k' }, { label: shown(id) }),
      post('runs/create', { experiment_id: id }, { label: shown(id) }),
    ]),
  ),
];
