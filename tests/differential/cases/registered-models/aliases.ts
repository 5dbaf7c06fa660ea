import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { model, version } from '../../harness/setup.ts';
import { del, get, post } from '../../harness/steps.ts';

const name = '{{uid}}-model';
const set = (alias: string, version: string, label?: string) =>
  post(
    'registered-models/alias',
    { name, alias, version },
    { label: label ?? `${alias.slice(0, 12)} ${version}` },
  );
const unset = (alias: string, label?: string) =>
  del('registered-models/alias', { name, alias }, { label: label ?? alias });
const find = (alias: string, label?: string) =>
  get('registered-models/alias', { name, alias }, { label: label ?? alias });
const getModel = get('registered-models/get', { name });

const aliases = scenario(
  'set, move, delete',
  model(),
  version(),
  version(),
  set('champion', '1'),
  find('champion'),
  set('champion', '2', 'moves'),
  find('champion'),
  set('challenger', '2', 'two on one version'),
  set('Champion', '1', 'another case'),
  find('Champion'),
  getModel,
  get('model-versions/get', { name, version: '2' }),
  get('model-versions/search', { filter: `name = '${name}'` }),
  unset('champion'),
  unset('champion', 'again'),
  find('champion', 'deleted'),
  unset('never'),
  set('other', '9', 'unknown version'),
  del('model-versions/delete', { name, version: '2' }),
  find('challenger', 'of a deleted version'),
  getModel,
  post(
    'registered-models/alias',
    { name: '{{uid}}-none', alias: 'a', version: '1' },
    { label: 'unknown model' },
  ),
  del('registered-models/alias', { name: '{{uid}}-none', alias: 'a' }, { label: 'unknown model' }),
  get('registered-models/alias', { name: '{{uid}}-none', alias: 'a' }, { label: 'unknown model' }),
  set('kept', '1'),
  post('registered-models/rename', { name, new_name: '{{uid}}-renamed' }),
  get('registered-models/alias', { name: '{{uid}}-renamed', alias: 'kept' }, { label: 'after renaming' }),
);
const names = [
  'a',
  'A_b-9',
  'latest',
  'Latest',
  'LATEST',
  'v1',
  'V12',
  'v',
  'version1',
  'v1a',
  '1',
  'a b',
  'a.b',
  'a/b',
  'a:b',
  'a@b',
  'é',
  '漢',
  '',
  ' ',
  'a\n',
  '-',
  '_',
  'x'.repeat(255),
  'x'.repeat(256),
];
const versions = ['1', '01', '1.0', 'x', '', '-1', '0', ' 1', '99999999999', '+1', '1e0', 'latest'];

export default [
  aliases,
  viaAjax(aliases),
  scenario(
    'alias names',
    model(),
    version(),
    names.flatMap((alias) => [
      set(alias, '1'),
      find(alias, `${alias.slice(0, 12)} `),
      unset(alias, `${alias.slice(0, 12)} `),
    ]),
  ),
  scenario(
    'versions of an alias',
    model(),
    version(),
    versions.map((value) => set('a', value)),
  ),
  scenario(
    'fields of alias, POST',
    model(),
    version(),
    probeFields('POST', 'registered-models/alias', () => ({ name, alias: 'a', version: '1' }), [
      'name',
      'alias',
      'version',
    ]),
  ),
  scenario(
    'fields of alias, DELETE',
    model(),
    version(),
    probeFields('DELETE', 'registered-models/alias', () => ({ name, alias: 'a' }), ['name', 'alias']),
  ),
  scenario(
    'fields of alias, GET',
    model(),
    version(),
    set('a', '1'),
    probeQuery('registered-models/alias', { name, alias: 'a' }, ['name', 'alias']),
  ),
];
