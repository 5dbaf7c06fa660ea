import { probeFields } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, getRun, run } from '../../harness/setup.ts';
import { post } from '../../harness/steps.ts';

const param = (key: string, value: string, label = '') =>
  post('runs/log-parameter', { run_id: '{{run}}', key, value }, { label: `${key} ${label}` });
const tag = (key: string, value: string, label = '') =>
  post('runs/set-tag', { run_id: '{{run}}', key, value }, { label: `${key} ${label}` });
const unset = (key: string, label = '') =>
  post('runs/delete-tag', { run_id: '{{run}}', key }, { label: `${key} ${label}` });
const data = getRun('run', { pick: ['run.data'] });
const lengths = [0, 1, 499, 500, 501, 5000, 5999, 6000, 6001, 7999, 8000, 8001, 20_000];

const params = scenario(
  'a parameter is written once',
  experiment(),
  run(),
  param('rate', '0.1'),
  param('rate', '0.1', 'the same again'),
  param('rate', '0.2', 'another value'),
  param('Rate', '0.3', 'another case'),
  param('empty', ''),
  param('empty', '', 'again'),
  param('empty', 'x', 'not empty any more'),
  data,
);
const tags = scenario(
  'tags come and go',
  experiment(),
  run(),
  tag('a', '1'),
  tag('a', '2', 'overwrite'),
  tag('empty', ''),
  data,
  unset('a'),
  unset('a', 'again'),
  unset('never'),
  data,
);

export default [
  params,
  viaAjax(params),
  tags,
  viaAjax(tags),
  scenario(
    'fields of log-parameter',
    experiment(),
    run(),
    probeFields(
      'POST',
      'runs/log-parameter',
      (variant) => ({ run_id: '{{run}}', key: variant, value: 'v' }),
      ['run_id', 'key', 'value'],
    ),
  ),
  scenario(
    'fields of set-tag',
    experiment(),
    run(),
    probeFields('POST', 'runs/set-tag', () => ({ run_id: '{{run}}', key: 'k', value: 'v' }), [
      'run_id',
      'key',
      'value',
    ]),
  ),
  scenario(
    'fields of delete-tag',
    experiment(),
    run(),
    probeFields('POST', 'runs/delete-tag', () => ({ run_id: '{{run}}', key: 'k' }), ['run_id', 'key']),
  ),
  scenario(
    'value lengths of parameters',
    experiment(),
    run(),
    lengths.map((length) => param(`p${length}`, 'v'.repeat(length))),
    data,
    param('p6001', 'v'.repeat(6001), 'again'),
    param('p6001', 'v'.repeat(6000), 'as it was cut'),
    param('p6001', 'v'.repeat(5999), 'shorter'),
  ),
  scenario(
    'value lengths of tags',
    experiment(),
    run(),
    lengths.map((length) => tag(`t${length}`, 'v'.repeat(length))),
    data,
  ),
  scenario(
    'cut between surrogates',
    experiment(),
    run(),
    param('p', '😀'.repeat(6001)),
    tag('t', '😀'.repeat(8001)),
    data,
  ),
  scenario(
    'values of every script',
    experiment(),
    run(),
    ['naïve', '漢字', '😀', 'tab\t', 'line\n', '"quoted"', '\\', '<b>', '\u0001', '\u007f', '\u2028'].flatMap(
      (value, index) => [param(`p${index}`, value), tag(`t${index}`, value)],
    ),
    data,
  ),
  scenario('a zero character', experiment(), run(), param('p', 'a\u0000b'), tag('t', 'a\u0000b')),
  scenario(
    'tags that MLflow gives a meaning',
    experiment(),
    run(),
    tag('mlflow.runName', ''),
    tag('mlflow.runName', 'by tag'),
    tag('mlflow.user', 'me'),
    tag('mlflow.note.content', 'note'),
    tag('mlflow.source.name', 'train.py'),
    tag('mlflow.source.type', 'PROJECT'),
    tag('mlflow.source.git.commit', 'abc'),
    tag('mlflow.parentRunId', '{{run}}'),
    unset('mlflow.runName'),
    getRun('run'),
  ),
];
