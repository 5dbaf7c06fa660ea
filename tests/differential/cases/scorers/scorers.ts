import { probeFields, probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment } from '../../harness/setup.ts';
import { del, get, post, put, v3 } from '../../harness/steps.ts';

const serialized = JSON.stringify({
  name: 'judge',
  builtin_scorer_class: 'Safety',
  builtin_scorer_pydantic_data: { name: 'safety' },
});
const of = (name: string, more: object = {}) => ({ experiment_id: '{{exp}}', name, ...more });
const register = (name: string, label = name) =>
  post(v3('scorers/register'), of(name, { serialized_scorer: serialized }), { label });
const getScorer = (name: string, version?: string) =>
  get(v3('scorers/get'), of(name, version === undefined ? {} : { version }), {
    label: `${name} ${version ?? ''}`,
  });
const versions = (name: string) => get(v3('scorers/versions'), of(name), { label: name });

const lifecycle = scenario(
  'register, list, get, delete',
  experiment(),
  register('one'),
  register('one', 'one again'),
  register('two'),
  get(v3('scorers/list'), { experiment_id: '{{exp}}' }, { anyOrder: ['scorers'] }),
  getScorer('one'),
  ['1', '2', '3', '0', '-1', 'x'].map((version) => getScorer('one', version)),
  versions('one'),
  versions('nosuch'),
  getScorer('nosuch'),
  del(v3('scorers/delete'), of('one', { version: 1 })),
  versions('one'),
  del(v3('scorers/delete'), of('one', { version: 1 }), { label: 'again' }),
  del(v3('scorers/delete'), of('one'), { label: 'all versions' }),
  versions('one'),
  getScorer('one'),
  del(v3('scorers/delete'), of('one'), { label: 'again' }),
  register('one', 'after deleting'),
  get(
    v3('scorers/list'),
    { experiment_ids: '{{exp}}' },
    { label: 'by experiment_ids', anyOrder: ['scorers'] },
  ),
  get(v3('scorers/list'), { experiment_id: '{{exp}}', experiment_ids: '{{exp}}' }, { label: 'by both' }),
  get(v3('scorers/list'), { experiment_id: '99999999' }, { label: 'unknown experiment' }),
  post(
    v3('scorers/register'),
    { experiment_id: '99999999', name: 'x', serialized_scorer: serialized },
    { label: 'unknown experiment' },
  ),
);
const payloads = [
  '',
  'x',
  '{}',
  '[]',
  '1',
  'null',
  '"x"',
  JSON.stringify({ call_source: 'return 1' }),
  JSON.stringify({ name: 'x', call_source: 'return True', call_signature: '()', original_func_name: 'f' }),
  JSON.stringify({
    instructions_judge_pydantic_data: { instructions: 'is {{ inputs }} good?', model: 'openai:/gpt-4' },
  }).replace('{{ inputs }}', '{ inputs }'),
];

export default [
  lifecycle,
  viaAjax(lifecycle),
  scenario(
    'payloads',
    experiment(),
    payloads.map((payload, index) =>
      post(v3('scorers/register'), of(`p${index}`, { serialized_scorer: payload }), {
        label: payload.slice(0, 50),
      }),
    ),
  ),
  scenario(
    'names',
    experiment(),
    ['', ' ', 'a/b', 'é', 'x'.repeat(256), 'x'.repeat(257), 'a:b'].map((name) =>
      register(name, `${JSON.stringify(name).slice(0, 12)} ${name.length}`),
    ),
  ),
  scenario(
    'fields of register',
    experiment(),
    probeFields(
      'POST',
      v3('scorers/register'),
      () => ({ experiment_id: '{{exp}}', name: 'n', serialized_scorer: serialized }),
      ['experiment_id', 'name', 'serialized_scorer'],
    ),
  ),
  scenario(
    'fields of get',
    experiment(),
    register('one'),
    probeQuery(v3('scorers/get'), { experiment_id: '{{exp}}', name: 'one', version: '1' }, [
      'experiment_id',
      'name',
      'version',
    ]),
  ),
  scenario(
    'fields of delete',
    experiment(),
    probeFields('DELETE', v3('scorers/delete'), () => ({ experiment_id: '{{exp}}', name: 'one' }), [
      'experiment_id',
      'name',
      'version',
    ]),
  ),
  scenario(
    'online scoring',
    experiment(),
    post(v3('scorers/register'), of('one', { serialized_scorer: serialized }), {
      save: { scorer: 'scorer_id' },
    }),
    put(v3('scorers/online-config'), of('one', { sample_rate: 0.5 })),
    [0, 1, -0.1, 1.1, 'x', null, '0.5'].map((sample_rate) =>
      put(v3('scorers/online-config'), of('one', { sample_rate }), {
        label: `sample_rate ${JSON.stringify(sample_rate)}`,
      }),
    ),
    put(v3('scorers/online-config'), of('nosuch', { sample_rate: 0.5 }), { label: 'unknown' }),
    put(v3('scorers/online-config'), of('one', { sample_rate: 0.5, filter_string: 5 }), {
      label: 'filter of a number',
    }),
    put(v3('scorers/online-config'), of('one', { sample_rate: 0.5, filter_string: "nosuch = 'x'" }), {
      label: 'bad filter',
    }),
    get(v3('scorers/online-configs'), { scorer_ids: '{{scorer}}' }),
    get(v3('scorers/online-configs'), {}, { label: 'none' }),
    get(v3('scorers/online-configs'), { scorer_ids: 'nosuch' }, { label: 'unknown' }),
  ),
];
