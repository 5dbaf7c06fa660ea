import { probeFields } from '../../harness/probes.ts';
import { scenario, viaAjax } from '../../harness/scenario.ts';
import { experiment, getRun, keyValues, loggedModel, run, times } from '../../harness/setup.ts';
import { del, get, patch, post } from '../../harness/steps.ts';

const path = 'logged-models/{{model}}';
const getModel = (label?: string, query = {}) => get(path, query, label === undefined ? {} : { label });
const finalize = (status: number | string) =>
  patch(path, { model_id: '{{model}}', status }, { label: JSON.stringify(status) });

const lifecycle = scenario(
  'create, get, finalize, delete',
  experiment(),
  run(),
  loggedModel('model', {
    source_run_id: '{{run}}',
    model_type: 'agent',
    params: keyValues({ depth: '3' }),
    tags: keyValues({ team: 'red' }),
  }),
  getModel(),
  post(`${path}/params`, { model_id: '{{model}}', params: keyValues({ width: '4' }) }),
  post(
    `${path}/params`,
    { model_id: '{{model}}', params: keyValues({ width: '4' }) },
    { label: 'the same again' },
  ),
  post(
    `${path}/params`,
    { model_id: '{{model}}', params: keyValues({ width: '5' }) },
    { label: 'another value' },
  ),
  patch(`${path}/tags`, { tags: keyValues({ team: 'blue', more: 'x' }) }),
  del(`${path}/tags/more`),
  del(`${path}/tags/more`, undefined, { label: 'again' }),
  del(`${path}/tags/never`),
  getModel('after tags'),
  finalize('LOGGED_MODEL_READY'),
  getModel('ready'),
  post('runs/log-metric', {
    run_id: '{{run}}',
    key: 'loss',
    value: 0.5,
    timestamp: 1000,
    step: 2,
    model_id: '{{model}}',
    dataset_name: 'd',
    dataset_digest: 'e',
  }),
  post('runs/log-metric', {
    run_id: '{{run}}',
    key: 'loss',
    value: 0.25,
    timestamp: 2000,
    step: 3,
    model_id: '{{model}}',
  }),
  post('runs/log-batch', {
    run_id: '{{run}}',
    metrics: [
      { key: 'acc', value: 1, timestamp: 1, model_id: '{{model}}' },
      { key: 'acc', value: 2, timestamp: 1, model_id: 'm-nosuch' },
    ],
  }),
  getModel('with metrics'),
  getRun(),
  del(path),
  getModel('deleted'),
  getModel('deleted, allowed', { allow_deleted: 'true' }),
  getModel('deleted, not allowed', { allow_deleted: 'false' }),
  del(path, undefined, { label: 'again' }),
  patch(`${path}/tags`, { tags: keyValues({ a: '1' }) }, { label: 'deleted' }),
  finalize('LOGGED_MODEL_READY'),
  post(`${path}/params`, { model_id: '{{model}}', params: [] }, { label: 'deleted' }),
  del(`${path}/tags/team`, undefined, { label: 'deleted' }),
);
const names = [
  'a',
  '',
  ' ',
  'a/b',
  'a:b',
  'a.b',
  'a b',
  "a'b",
  'a"b',
  'a%b',
  '../x',
  'é',
  '漢',
  '😀',
  'm-x',
  'x'.repeat(500),
  'x'.repeat(501),
  'a\nb',
  '.',
  '{}',
  'a,b',
];
const unknown = 'logged-models/m-nosuch';

export default [
  lifecycle,
  viaAjax(lifecycle),
  scenario(
    'names',
    experiment(),
    names.map((name) =>
      post(
        'logged-models',
        { experiment_id: '{{exp}}', name },
        { label: `${JSON.stringify(name).slice(0, 20)} ${name.length}` },
      ),
    ),
    post('logged-models', { experiment_id: '{{exp}}' }, { label: 'no name' }),
  ),
  scenario(
    'statuses',
    experiment(),
    loggedModel(),
    [
      'LOGGED_MODEL_PENDING',
      'LOGGED_MODEL_READY',
      'LOGGED_MODEL_UPLOAD_FAILED',
      'LOGGED_MODEL_STATUS_UNSPECIFIED',
      'READY',
      '',
      'nosuch',
      0,
      1,
      2,
      3,
      4,
      9,
      -1,
      '2',
      1.5,
    ].flatMap((status) => [finalize(status), getModel(JSON.stringify(status))]),
  ),
  scenario(
    'fields of create',
    experiment(),
    probeFields('POST', '/api/2.0/mlflow/logged-models', () => ({ experiment_id: '{{exp}}', name: 'n' }), [
      'experiment_id',
      'name',
      'model_type',
      'source_run_id',
      'params',
      'tags',
    ]),
  ),
  scenario(
    'fields of finalize',
    experiment(),
    loggedModel(),
    probeFields(
      'PATCH',
      '/api/2.0/mlflow/logged-models/{{model}}',
      () => ({ model_id: '{{model}}', status: 'LOGGED_MODEL_READY' }),
      ['model_id', 'status'],
    ),
  ),
  scenario(
    'fields of tags',
    experiment(),
    loggedModel(),
    probeFields('PATCH', '/api/2.0/mlflow/logged-models/{{model}}/tags', () => ({ tags: [] }), ['tags']),
  ),
  scenario(
    'fields of params',
    experiment(),
    loggedModel(),
    probeFields(
      'POST',
      '/api/2.0/mlflow/logged-models/{{model}}/params',
      () => ({ model_id: '{{model}}', params: [] }),
      ['model_id', 'params'],
    ),
  ),
  scenario(
    'keys and lengths',
    experiment(),
    loggedModel(),
    ['', '/x', 'a,b', 'a/b', '..', 'a:b', 'a b', 'k'.repeat(250), 'k'.repeat(251)].flatMap((key) => [
      patch(`${path}/tags`, { tags: [{ key, value: 'v' }] }, { label: `${key.slice(0, 9)} ${key.length}` }),
      post(
        `${path}/params`,
        { model_id: '{{model}}', params: [{ key, value: 'v' }] },
        { label: `${key.slice(0, 9)} ${key.length}` },
      ),
    ]),
    [6000, 6001, 8000, 8001].flatMap((length) => [
      patch(
        `${path}/tags`,
        { tags: [{ key: `l${length}`, value: 'v'.repeat(length) }] },
        { label: `${length}` },
      ),
      post(
        `${path}/params`,
        { model_id: '{{model}}', params: [{ key: `l${length}`, value: 'v'.repeat(length) }] },
        { label: `${length}` },
      ),
    ]),
    post(
      `${path}/params`,
      { model_id: '{{model}}', params: times(101, (index) => ({ key: `p${index}`, value: 'v' })) },
      { label: '101 parameters' },
    ),
    patch(
      `${path}/tags`,
      { tags: times(101, (index) => ({ key: `t${index}`, value: 'v' })) },
      { label: '101 tags' },
    ),
    post(
      `${path}/params`,
      {
        model_id: '{{model}}',
        params: [
          { key: 'twice', value: '1' },
          { key: 'twice', value: '2' },
        ],
      },
      { label: 'twice' },
    ),
    patch(
      `${path}/tags`,
      {
        tags: [
          { key: 'twice', value: '1' },
          { key: 'twice', value: '2' },
        ],
      },
      { label: 'twice' },
    ),
    getModel(),
  ),
  scenario(
    'unknown models',
    experiment(),
    get(unknown),
    del(unknown),
    patch(unknown, { model_id: 'm-nosuch', status: 'LOGGED_MODEL_READY' }),
    patch(`${unknown}/tags`, { tags: [{ key: 'a', value: 'b' }] }),
    patch(`${unknown}/tags`, { tags: [] }, { label: 'none' }),
    del(`${unknown}/tags/a`),
    post(`${unknown}/params`, { model_id: 'm-nosuch', params: [{ key: 'a', value: 'b' }] }),
    post('logged-models', { experiment_id: '99999999' }),
    post('logged-models', { experiment_id: '{{exp}}', name: 'x', source_run_id: 'nosuch' }),
    post('experiments/delete', { experiment_id: '{{exp}}' }),
    post('logged-models', { experiment_id: '{{exp}}' }, { label: 'deleted experiment' }),
  ),
  scenario(
    'log-model, the older way',
    experiment(),
    run(),
    [{ artifact_path: 'm', flavors: {}, utc_time_created: '2020-01-01 00:00:00', run_id: '{{run}}' }].map(
      (model) => post('runs/log-model', { run_id: '{{run}}', model_json: JSON.stringify(model) }),
    ),
    getRun(),
    post('runs/log-model', { run_id: '{{run}}', model_json: 'no json' }, { label: 'no JSON' }),
    post(
      'runs/log-model',
      { run_id: '{{run}}', model_json: '{}' },
      { label: 'empty', messageMayDiffer: 'lists a set in no order' },
    ),
    post(
      'runs/log-model',
      { run_id: '{{run}}', model_json: '[]' },
      { label: 'a list', messageMayDiffer: 'wording' },
    ),
    post(
      'runs/log-model',
      {
        run_id: 'nosuch',
        model_json: '{"artifact_path":"m","flavors":{},"utc_time_created":"x","run_id":"y"}',
      },
      { label: 'unknown run' },
    ),
    probeFields(
      'POST',
      'runs/log-model',
      () => ({
        run_id: '{{run}}',
        model_json: '{"artifact_path":"m","flavors":{},"utc_time_created":"x","run_id":"y"}',
      }),
      ['run_id', 'model_json'],
      { messageMayDiffer: 'lists a set in no order' },
    ),
  ),
];
