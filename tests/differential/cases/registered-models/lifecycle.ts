import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { keyValues, model, version } from '../../harness/setup.ts';
import { del, get, patch, post } from '../../harness/steps.ts';

const name = '{{uid}}-model';
const getModel = (label?: string, of = name) =>
  get('registered-models/get', { name: of }, label === undefined ? {} : { label });

const lifecycle = scenario(
  'create, get, update, rename, delete',
  model('model', { description: 'first', tags: keyValues({ a: '1' }) }),
  getModel(),
  post('registered-models/create', { name }, { label: 'again' }),
  patch('registered-models/update', { name, description: 'second' }),
  getModel(),
  patch('registered-models/update', { name }, { label: 'no description' }),
  patch('registered-models/update', { name, description: '' }, { label: 'empty description' }),
  version(),
  version('model', { description: 'v2', tags: keyValues({ b: '2' }) }),
  getModel('with versions'),
  post('registered-models/rename', { name, new_name: '{{uid}}-other' }),
  getModel('old name'),
  getModel('new name', '{{uid}}-other'),
  get('model-versions/get', { name: '{{uid}}-other', version: '2' }, { label: 'new name' }),
  model('taken'),
  post('registered-models/rename', { name: '{{uid}}-other', new_name: '{{uid}}-taken' }, { label: 'taken' }),
  post(
    'registered-models/rename',
    { name: '{{uid}}-other', new_name: '{{uid}}-other' },
    { label: 'its own name' },
  ),
  post('registered-models/rename', { name: '{{uid}}-other', new_name: 'a/b' }, { label: 'bad name' }),
  del('registered-models/delete', { name: '{{uid}}-other' }),
  getModel('deleted', '{{uid}}-other'),
  get('model-versions/get', { name: '{{uid}}-other', version: '1' }, { label: 'deleted' }),
  del('registered-models/delete', { name: '{{uid}}-other' }, { label: 'again' }),
  post('registered-models/create', { name: '{{uid}}-other' }, { label: 'name of a deleted one' }),
  version('other'),
);

const tags = scenario(
  'tags',
  model('model', { tags: keyValues({ a: '1', b: '' }) }),
  post('registered-models/set-tag', { name, key: 'a', value: '2' }, { label: 'overwrite' }),
  post('registered-models/set-tag', { name, key: 'c', value: '3' }),
  post('registered-models/set-tag', { name, key: 'long', value: 'v'.repeat(100_000) }, { label: '100000' }),
  post('registered-models/set-tag', { name, key: 'long', value: 'v'.repeat(100_001) }, { label: '100001' }),
  ['', '/x', 'a,b', 'a/b', '..', 'k'.repeat(250), 'k'.repeat(251)].map((key) =>
    post(
      'registered-models/set-tag',
      { name, key, value: 'v' },
      { label: `${key.slice(0, 9)} ${key.length}` },
    ),
  ),
  getModel(),
  del('registered-models/delete-tag', { name, key: 'a' }),
  del('registered-models/delete-tag', { name, key: 'a' }, { label: 'again' }),
  del('registered-models/delete-tag', { name: '{{uid}}-none', key: 'a' }, { label: 'unknown model' }),
  post(
    'registered-models/set-tag',
    { name: '{{uid}}-none', key: 'a', value: '1' },
    { label: 'unknown model' },
  ),
  getModel(),
);
const names = [
  'with space',
  'dot.ted',
  'dash-ed',
  'a/b',
  'a:b',
  '',
  ' ',
  '.',
  '..',
  '../x',
  'a..b',
  'ünïcode',
  '漢字',
  'quote"',
  "it's",
  'a\\b',
  'a%b',
  'a\nb',
  'x'.repeat(246),
  'x'.repeat(247),
  'x'.repeat(500),
  '😀',
];

export default [
  lifecycle,
  viaAjax(lifecycle),
  tags,
  viaAjax(tags),
  scenario(
    'names',
    names.flatMap((text) => {
      const label = `${JSON.stringify(text).slice(0, 16)} ${text.length}`;
      const full = text.trim() === '' || text.startsWith('.') ? text : `{{uid}}${text}`;
      return [
        post('registered-models/create', { name: full }, { label }),
        get('registered-models/get', { name: full }, { label }),
      ];
    }),
  ),
  scenario(
    'tags at creation',
    [
      [],
      [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
      [{ key: 'a' }],
      [{ value: 'a' }],
      [{ key: 'a,b', value: 'c' }],
      'x',
      [1],
      [{ key: 'a', value: 1 }],
      [{ key: 'mlflow.prompt.is_prompt', value: 'true' }],
      [{ key: 'mlflow.prompt.is_prompt', value: 'false' }],
    ].map((given, index) =>
      post('registered-models/create', { name: `{{uid}}-${index}`, tags: given }, { label: `tags ${index}` }),
    ),
  ),
  scenario(
    'descriptions',
    [5000, 5001, 100_000].map((length) => model(`m${length}`, { description: 'd'.repeat(length) })),
    model(),
    [5000, 5001].map((length) =>
      patch('registered-models/update', { name, description: 'd'.repeat(length) }),
    ),
  ),
  scenario(
    'fields of create',
    probeFields('POST', 'registered-models/create', (variant) => ({ name: `{{uid}}-${variant}` }), [
      'name',
      'description',
      'tags',
    ]),
  ),
  scenario(
    'fields of get',
    model(),
    probeQuery('registered-models/get', { name }, ['name']),
    get('registered-models/get', { name: '{{uid}}-none' }, { label: 'unknown' }),
  ),
  scenario(
    'fields of update',
    model(),
    probeFields('PATCH', 'registered-models/update', () => ({ name, description: 'd' }), [
      'name',
      'description',
    ]),
  ),
  scenario(
    'fields of rename',
    model(),
    probeFields('POST', 'registered-models/rename', () => ({ name, new_name: '{{uid}}-model' }), [
      'name',
      'new_name',
    ]),
  ),
  scenario(
    'fields of delete',
    probeFields('DELETE', 'registered-models/delete', () => ({ name }), ['name']),
  ),
  scenario(
    'fields of set-tag',
    model(),
    probeFields('POST', 'registered-models/set-tag', () => ({ name, key: 'k', value: 'v' }), [
      'name',
      'key',
      'value',
    ]),
  ),
  scenario(
    'fields of delete-tag',
    model(),
    probeFields('DELETE', 'registered-models/delete-tag', () => ({ name, key: 'k' }), ['name', 'key']),
  ),
];
