import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { model, version } from '../../harness/setup.ts';
import { get, post } from '../../harness/steps.ts';

const name = '{{uid}}-model';
const move = (version: string, stage: string, more: object = {}) =>
  post(
    'model-versions/transition-stage',
    { name, version, stage, ...more },
    { label: `${version} to ${stage}${JSON.stringify(more)}` },
  );
const latest = (stages?: readonly string[]) =>
  get('registered-models/get-latest-versions', stages === undefined ? { name } : { name, stages }, {
    label: JSON.stringify(stages) ?? 'any',
    anyOrder: ['model_versions'],
  });

const stages = scenario(
  'stages and the latest versions',
  model(),
  version(),
  version(),
  version(),
  version(),
  latest(),
  move('1', 'Staging'),
  move('2', 'Production'),
  move('3', 'Production'),
  latest(),
  latest(['Production']),
  latest(['Staging', 'None']),
  latest(['Archived']),
  move('4', 'Production', { archive_existing_versions: true }),
  latest(),
  get('registered-models/get', { name }),
  move('4', 'Archived'),
  move('4', 'None'),
  move('1', 'Archived', { archive_existing_versions: true }),
  move('1', 'None', { archive_existing_versions: true }),
  ['staging', 'PRODUCTION', 'nosuch', '', 'Deleted_Internal', ' Staging'].map((stage) => move('1', stage)),
  latest(['production']),
  latest(['nosuch']),
  latest(['']),
  post('registered-models/get-latest-versions', { name, stages: ['Production'] }, { label: 'by POST' }),
  post(
    'registered-models/get-latest-versions',
    { name, stages: [] },
    { label: 'by POST, none', anyOrder: ['model_versions'] },
  ),
  get('registered-models/get-latest-versions', { name: '{{uid}}-none' }, { label: 'unknown model' }),
);

export default [
  stages,
  viaAjax(stages),
  scenario(
    'fields of get-latest-versions, POST',
    model(),
    version(),
    probeFields('POST', 'registered-models/get-latest-versions', () => ({ name, stages: ['None'] }), [
      'name',
      'stages',
    ]),
  ),
  scenario(
    'fields of get-latest-versions, GET',
    model(),
    version(),
    probeQuery('registered-models/get-latest-versions', { name }, ['name', 'stages']),
  ),
];
