import { startTrace, traceInfo } from '../../harness/fixtures/traces.ts';
import { scenario } from '../../harness/scenario.ts';
import { experiment, loggedModel, model, run } from '../../harness/setup.ts';
import { del, get, patch, post, put, v3 } from '../../harness/steps.ts';

const dataset = { experiment_ids: ['{{exp}}'], order_by: ['nosuch'] };

/** One case of each kind of difference that random requests to both servers brought up. */
export default [
  scenario(
    'times that no calendar has',
    experiment(),
    ['2020-02-30T00:00:00Z', '2021-02-29T00:00:00Z', '2020-01-01T24:00:00Z', '2020-13-01T00:00:00Z'].map(
      (request_time, index) => [
        post(
          v3('traces'),
          { trace: { trace_info: traceInfo(`t${index}`, { request_time }) } },
          { label: request_time },
        ),
        get(v3(`traces/tr-{{uid}}-t${index}`), {}, { label: request_time }),
      ],
    ),
  ),
  scenario(
    'null within lists of messages',
    experiment(),
    run(),
    loggedModel(),
    post('logged-models/{{model}}/params', { model_id: '{{model}}', params: [null] }),
    get('logged-models/{{model}}'),
    post('runs/log-batch', { run_id: '{{run}}', params: [null] }),
    post('runs/log-batch', { run_id: '{{run}}', tags: [{ key: 'a', value: 'b' }, null] }),
    post('runs/log-batch', { run_id: '{{run}}', metrics: [null] }),
    post('experiments/create', { name: '{{uid}}-null', tags: [null] }),
    get('runs/get', { run_id: '{{run}}' }),
  ),
  scenario(
    'what is looked at first',
    experiment(),
    startTrace('one'),
    post(v3('datasets/search'), { ...dataset, page_token: 'x' }, { label: 'the page token' }),
    post(v3('datasets/search'), { ...dataset, filter_string: 'x' }, { label: 'the filter' }),
    patch('traces/nosuch', { request_id: 'nosuch', status: 'nosuch' }, { label: 'the trace' }),
    patch('traces/tr-{{uid}}-one', { request_id: 'x', status: 'nosuch' }, { label: 'the status' }),
    del(v3('traces/tr-{{uid}}-one/tags'), { request_id: 1, key: 'b' }, { label: 'no field of version 3' }),
    del('traces/tr-{{uid}}-one/tags', { request_id: 1, key: 'b' }, { label: 'a field of version 2' }),
    del('traces/tr-{{uid}}-one/tags', { request_id: 1 }, { label: 'no key' }),
    patch(
      v3('traces/tr-{{uid}}-one/tags'),
      { request_id: 1, key: 'b', value: 'c' },
      { label: 'no field of version 3' },
    ),
  ),
  scenario(
    'lists where none belongs',
    experiment(),
    run(),
    loggedModel(),
    ["datasets.name LIKE ('a')", "datasets.name = ('a', 'b')", "run_id = ('a')"].map((filter) =>
      post('runs/search', { experiment_ids: ['{{exp}}'], filter }, { label: filter }),
    ),
    ["name != ('a', 'b')", "status = ('OK')", "request_id LIKE ('a')"].map((filter) =>
      post(
        v3('traces/search'),
        {
          locations: [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: '{{exp}}' } }],
          filter,
        },
        { label: filter },
      ),
    ),
    ["status != ('a', 'b')", "params.a LIKE ('a')", "name = ('a')"].map((filter) =>
      post('logged-models/search', { experiment_ids: ['{{exp}}'], filter }, { label: filter }),
    ),
    post(
      'logged-models/search',
      { experiment_ids: ['{{exp}}'], filter: 'x', max_results: -1 },
      { label: 'a negative page' },
    ),
  ),
  scenario(
    'what is no content type',
    experiment(),
    ['application/json, text/plain', 'json', '/', 'application/', 'application/json,'].flatMap((type) => [
      get(
        'experiments/get',
        { experiment_id: '{{exp}}' },
        { headers: { 'content-type': type }, label: type, pick: ['experiment.tags'] },
      ),
      post('experiments/search', { max_results: 1 }, { headers: { 'content-type': type }, label: type }),
      patch('experiments/get', {}, { headers: { 'content-type': type }, label: type }),
      get('logged-models/nosuch', {}, { headers: { 'content-type': type }, label: type }),
      get('/version', {}, { headers: { 'content-type': type }, label: type }),
    ]),
  ),
  scenario(
    'what a client has already',
    experiment(),
    run(),
    put('/api/2.0/mlflow-artifacts/artifacts/{{exp}}/{{run}}/artifacts/a.txt', 'text'),
    ['Wed, 21 Oct 2099 07:28:00 GMT', 'Wed, 21 Oct 1999 07:28:00 GMT', 'nonsense'].map((since) =>
      get(
        '/get-artifact',
        { run_id: '{{run}}', path: 'a.txt' },
        { headers: { 'if-modified-since': since }, label: since },
      ),
    ),
  ),
  scenario(
    'words in messages',
    model(),
    patch(
      'registered-models/update',
      { name: '{{uid}}-model', description: 1e308 },
      { label: 'a large float' },
    ),
    get(
      'metrics/get-history',
      { run_id: 'nosuch', metric_key: 'a', page_token: 'true' },
      { label: 'bytes of a token' },
    ),
    patch(
      'registered-models/update',
      { name: '{{uid}}-model', description: 1e20 },
      { label: 'a float that is a whole number' },
    ),
    get('registered-models/search', { page_token: 'true' }, { label: 'bytes of a token' }),
    get('model-versions/search', { page_token: 'true' }, { label: 'bytes of a token' }),
  ),
  scenario(
    'times beside text',
    experiment(),
    startTrace('one'),
    [
      "timestamp_ms != 'a'",
      "timestamp_ms > 'a'",
      "timestamp_ms <= 'a'",
      "timestamp_ms = ''",
      "timestamp_ms < '1e99'",
    ].map((filter) =>
      post(
        v3('traces/search'),
        {
          locations: [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: '{{exp}}' } }],
          filter,
        },
        { label: filter },
      ),
    ),
  ),
  scenario(
    'lists of values that are compared as one',
    experiment(),
    ["metrics = 'a'", "params != 'a'", "name LIKE ('a') AND x", "name = ('a', 'b') AND metrics.a == 1"].map(
      (filter) => post('logged-models/search', { experiment_ids: ['{{exp}}'], filter }, { label: filter }),
    ),
  ),
  scenario(
    'artifacts of names that no file can have',
    experiment(),
    run(),
    get('artifacts/list', { run_id: '{{run}}', path: 'x'.repeat(300) }),
    get(`/api/2.0/mlflow-artifacts/artifacts/${'x'.repeat(300)}`),
    get('/get-artifact', { run_uuid: '{{run}}', path: 'x'.repeat(300) }),
  ),
];
