import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, getExperiment } from '../../harness/setup.ts';
import { post } from '../../harness/steps.ts';

const set = (key: string, value: string, label?: string) =>
  post(
    'experiments/set-experiment-tag',
    { experiment_id: '{{exp}}', key, value },
    label === undefined ? {} : { label },
  );
const unset = (key: string, label?: string) =>
  post(
    'experiments/delete-experiment-tag',
    { experiment_id: '{{exp}}', key },
    label === undefined ? {} : { label },
  );

const tags = scenario(
  'set, overwrite, delete',
  experiment('exp', { tags: [{ key: 'a', value: '1' }, { key: 'b' }] }),
  getExperiment('exp'),
  set('a', '2', 'overwrite'),
  set('c', '3'),
  set('empty', '', 'empty value'),
  getExperiment('exp'),
  unset('a'),
  unset('a', 'again'),
  unset('never', 'never set'),
  getExperiment('exp'),
);

const keys = [
  '',
  '.',
  '..',
  '/x',
  'a/b',
  'a//b',
  'a/',
  'a/../b',
  'a b',
  'a:b',
  'a,b',
  'a;b',
  'ключ',
  'a\nb',
  'a\n',
  'a"b',
  "a'b",
  'a`b',
  'a%b',
  'a@b',
  'a+b',
  'a_b-c.d',
  ' ',
  'k'.repeat(250),
  'k'.repeat(251),
];

export default [
  tags,
  viaAjax(tags),
  scenario(
    'tag keys',
    experiment(),
    keys.map((key) => set(key, 'v', JSON.stringify(key).slice(0, 30) + key.length)),
    getExperiment('exp'),
  ),
  scenario(
    'tag value lengths',
    experiment(),
    [5000, 5001, 8000, 8001, 20000, 20001].map((length) =>
      set(`k${length}`, 'v'.repeat(length), `${length}`),
    ),
    getExperiment('exp'),
  ),
  scenario(
    'tags at creation',
    [
      [],
      [{ key: 'a', value: 'b' }],
      [
        { key: 'a', value: 'b' },
        { key: 'a', value: 'c' },
      ],
      [{ key: 'a' }],
      [{ value: 'b' }],
      [{ key: 'a,b', value: 'c' }],
      [{ key: 'a', value: 5 }],
      [{ key: 'k'.repeat(251), value: 'v' }],
      [{ key: 'k', value: 'v'.repeat(20001) }],
      [{ key: 'mlflow.note.content', value: 'note' }],
    ].map((given, index) =>
      post(
        'experiments/create',
        { name: `{{uid}}-${index}`, tags: given },
        { label: `tags ${index}`, save: { [`e${index}`]: 'experiment_id' } },
      ),
    ),
  ),
  scenario(
    'tags that MLflow gives a meaning',
    experiment(),
    set('mlflow.note.content', 'text'),
    set('mlflow.experimentKind', 'genai_development'),
    set('mlflow.trace.archivalRetention', '30d'),
    set('mlflow.trace.archivalRetention', '{"type":"duration","value":"30d"}', 'as JSON'),
    set('mlflow.trace.archivalRetention', '{"type":"duration","value":"0d"}', 'zero'),
    set('mlflow.artifactLocation', 'x'),
    getExperiment('exp'),
  ),
];
