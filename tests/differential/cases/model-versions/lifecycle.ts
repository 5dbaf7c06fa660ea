import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { keyValues, model, version } from '../../harness/setup.ts';
import { del, get, patch, post } from '../../harness/steps.ts';

const name = '{{uid}}-model';
const of = (version: string) => ({ name, version });
const getVersion = (number: string, label?: string) =>
  get('model-versions/get', of(number), { label: label ?? number });

const lifecycle = scenario(
  'create, get, update, delete',
  model(),
  version('model', {
    description: 'first',
    tags: keyValues({ a: '1', b: '2' }),
    run_link: 'http://example.com/run',
  }),
  getVersion('1'),
  version(),
  patch('model-versions/update', { ...of('1'), description: 'changed' }),
  patch('model-versions/update', of('1'), { label: 'no description' }),
  patch('model-versions/update', { ...of('1'), description: '' }, { label: 'empty description' }),
  getVersion('1'),
  get('model-versions/get-download-uri', of('1')),
  post('model-versions/set-tag', { ...of('1'), key: 'a', value: 'x' }, { label: 'overwrite' }),
  post('model-versions/set-tag', { ...of('1'), key: 'c', value: 'y' }),
  del('model-versions/delete-tag', { ...of('1'), key: 'b' }),
  del('model-versions/delete-tag', { ...of('1'), key: 'b' }, { label: 'again' }),
  getVersion('1'),
  del('model-versions/delete', of('2')),
  getVersion('2', 'deleted'),
  del('model-versions/delete', of('2'), { label: 'again' }),
  patch('model-versions/update', { ...of('2'), description: 'x' }, { label: 'deleted' }),
  post('model-versions/set-tag', { ...of('2'), key: 'a', value: 'x' }, { label: 'deleted' }),
  get('model-versions/get-download-uri', of('2'), { label: 'deleted' }),
  post('model-versions/transition-stage', { ...of('2'), stage: 'Staging' }, { label: 'deleted' }),
  version(),
  version('none'),
);

const numbers = [
  '1',
  '01',
  ' 1',
  '1.0',
  'x',
  '0',
  '-1',
  '99',
  '99999999999',
  '9'.repeat(25),
  '+1',
  '1 ',
  '1_0',
  '١',
  'latest',
  '1e0',
];

export default [
  lifecycle,
  viaAjax(lifecycle),
  scenario(
    'version numbers',
    model(),
    version(),
    numbers.flatMap((number) => [
      getVersion(number),
      get('model-versions/get-download-uri', of(number), { label: number }),
      patch('model-versions/update', { ...of(number), description: 'd' }, { label: number }),
      post('model-versions/set-tag', { ...of(number), key: 'k', value: 'v' }, { label: number }),
      post('model-versions/transition-stage', { ...of(number), stage: 'None' }, { label: number }),
    ]),
    numbers.map((number) => del('model-versions/delete', of(number), { label: number })),
  ),
  scenario(
    'tag keys and values',
    model(),
    version(),
    ['', '/x', 'a,b', 'a/b', '..', 'k'.repeat(250), 'k'.repeat(251)].map((key) =>
      post(
        'model-versions/set-tag',
        { ...of('1'), key, value: 'v' },
        { label: `${key.slice(0, 9)} ${key.length}` },
      ),
    ),
    [0, 100_000, 100_001].map((length) =>
      post(
        'model-versions/set-tag',
        { ...of('1'), key: 'long', value: 'v'.repeat(length) },
        { label: `${length}` },
      ),
    ),
    getVersion('1'),
  ),
  scenario(
    'fields of create',
    model(),
    probeFields('POST', 'model-versions/create', () => ({ name, source: 's3://b/m' }), [
      'name',
      'source',
      'run_id',
      'tags',
      'run_link',
      'description',
      'model_id',
    ]),
  ),
  scenario(
    'fields of get',
    model(),
    version(),
    probeQuery('model-versions/get', of('1'), ['name', 'version']),
  ),
  scenario(
    'fields of get-download-uri',
    model(),
    version(),
    probeQuery('model-versions/get-download-uri', of('1'), ['name', 'version']),
  ),
  scenario(
    'fields of update',
    model(),
    version(),
    probeFields('PATCH', 'model-versions/update', () => ({ ...of('1'), description: 'd' }), [
      'name',
      'version',
      'description',
    ]),
  ),
  scenario(
    'fields of delete',
    model(),
    version(),
    probeFields('DELETE', 'model-versions/delete', () => of('1'), ['name', 'version']),
  ),
  scenario(
    'fields of set-tag',
    model(),
    version(),
    probeFields('POST', 'model-versions/set-tag', () => ({ ...of('1'), key: 'k', value: 'v' }), [
      'name',
      'version',
      'key',
      'value',
    ]),
  ),
  scenario(
    'fields of delete-tag',
    model(),
    version(),
    probeFields('DELETE', 'model-versions/delete-tag', () => ({ ...of('1'), key: 'k' }), [
      'name',
      'version',
      'key',
    ]),
  ),
  scenario(
    'fields of transition-stage',
    model(),
    version(),
    probeFields(
      'POST',
      'model-versions/transition-stage',
      () => ({ ...of('1'), stage: 'Staging', archive_existing_versions: false }),
      ['name', 'version', 'stage', 'archive_existing_versions'],
    ),
  ),
];
