import { scenario } from '../../harness/scenario.ts';
import { experiment, getRun, run } from '../../harness/setup.ts';
import { get, request } from '../../harness/steps.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const paths = [
  'experiments/create',
  'experiments/get',
  'experiments/search',
  'runs/create',
  'runs/get',
  'runs/search',
  'runs/log-batch',
  'metrics/get-history',
  'artifacts/list',
  'registered-models/create',
  'registered-models/get',
  'registered-models/update',
  'registered-models/delete',
  'registered-models/alias',
  'registered-models/get-latest-versions',
  'registered-models/search',
  'model-versions/create',
  'model-versions/search',
  'model-versions/transition-stage',
  'logged-models',
  'logged-models/search',
  'logged-models/m-x',
  'logged-models/m-x/tags',
  'traces',
  '/api/3.0/mlflow/traces',
  '/api/3.0/mlflow/traces/search',
  '/api/3.0/mlflow/traces/tr-x',
  '/api/3.0/mlflow/traces/tr-x/tags',
  'webhooks',
  '/api/3.0/mlflow/datasets/search',
  '/api/3.0/mlflow/datasets/d-x',
  '/ajax-api/2.0/mlflow/runs/create',
  '/ajax-api/2.0/mlflow/metrics/get-history-bulk',
];
// A wrong method is told from a right one by its status alone; the bodies have groups of their own.
const methodOf = (path: string) =>
  methods.map((method) =>
    request(method, path, {
      messageMayDiffer: 'other groups compare it',
      pick: [],
      ...(method === 'GET' || method === 'HEAD'
        ? {}
        : { raw: '{}', headers: { 'content-type': 'application/json' } }),
    }),
  );
const types = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'APPLICATION/JSON',
  'Application/Json; Charset=utf-8',
  'text/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  'application/vnd.api+json',
  'application/jsonx',
  'json',
  '',
  '*/*',
  'application/json, text/plain',
  ' application/json',
  'application/json ; charset=latin1',
];

export default [
  scenario('methods', paths.flatMap(methodOf)),
  scenario(
    'content types',
    types.map((type, index) =>
      request('POST', 'experiments/create', {
        raw: `{"name":"{{uid}}-${index}"}`,
        headers: { 'content-type': type },
        label: JSON.stringify(type),
      }),
    ),
    request('POST', 'experiments/create', { raw: '{"name":"{{uid}}-none"}', headers: {}, label: 'default' }),
  ),
  scenario(
    'content types of requests without a body',
    experiment(),
    run(),
    ['application/json', 'text/plain', ''].flatMap((type) => [
      get(
        'experiments/get',
        { experiment_id: '{{exp}}' },
        { headers: { 'content-type': type }, label: JSON.stringify(type) },
      ),
      get(
        'experiments/get',
        {},
        { headers: { 'content-type': type }, label: `${JSON.stringify(type)}, no query` },
      ),
      request('POST', 'experiments/create', {
        headers: { 'content-type': type },
        label: `${JSON.stringify(type)}, no body`,
      }),
    ]),
    request('POST', 'experiments/create', { label: 'neither type nor body' }),
  ),
  scenario(
    'GET with a body',
    experiment(),
    run(),
    request('GET', 'runs/get', { raw: '{"run_id":"{{run}}"}', label: 'body only' }),
    request('GET', 'runs/get', {
      query: { run_id: 'x' },
      raw: '{"run_id":"{{run}}"}',
      label: 'body and query',
    }),
    request('GET', 'runs/get', {
      query: { other: 'x' },
      raw: '{"run_id":"{{run}}"}',
      label: 'body and another query',
    }),
    request('DELETE', 'registered-models/delete', {
      query: { name: '{{uid}}-x' },
      label: 'DELETE with a query',
    }),
    request('POST', 'runs/delete', { query: { run_id: '{{run}}' }, raw: '{}', label: 'POST with a query' }),
    getRun(),
  ),
  scenario(
    'queries',
    experiment(),
    run(),
    [
      'run_id={{run}}&run_id=x',
      'run_id=x&run_id={{run}}',
      'run_id=%7B%7D',
      'run_id',
      'run_id=',
      '=x',
      '&&',
      'run_id={{run}}&',
      'run_id={{run}}&nosuch=1',
      'runId={{run}}',
      'RUN_ID={{run}}',
      'run_id=%zz',
      'run_id=%ff',
      'run_id={{run}}+',
      'run_id=+{{run}}',
      'run_id[]={{run}}',
      'run_id={{run}};x=1',
      'run_id=a%00b',
      '?run_id={{run}}',
      'run_id={{run}}#x',
    ].map((query) => request('GET', `/api/2.0/mlflow/runs/get?${query}`)),
  ),
  scenario(
    'paths',
    experiment(),
    run(),
    [
      '/api/2.0/mlflow/runs/get?run_id={{run}}',
      '/api/2.0/mlflow/runs%2Fget?run_id={{run}}',
      '/api/2.0/mlflow/runs/%67et?run_id={{run}}',
      '/api/2.0/mlflow/runs//get?run_id={{run}}',
      '/api/2.0/mlflow/runs/./get?run_id={{run}}',
      '/api/2.0/mlflow/x/../runs/get?run_id={{run}}',
      '/api/2.0/mlflow/runs/get/?run_id={{run}}',
      '//api/2.0/mlflow/runs/get?run_id={{run}}',
      '/api/2.0/mlflow/runs/get;x?run_id={{run}}',
    ].map((path) => request('GET', path)),
  ),
];
