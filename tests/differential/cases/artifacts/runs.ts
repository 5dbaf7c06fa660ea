import { probeQuery } from '../../harness/probes.ts';
import { scenario, viaAjax, type JsonObject, type StepOptions } from '../../harness/scenario.ts';
import { experiment, loggedModel, model, run, version } from '../../harness/setup.ts';
import { get, post, request } from '../../harness/steps.ts';

const octets = { 'content-type': 'application/octet-stream' };
const headers = ['content-type', 'content-disposition', 'x-content-type-options'];
const upload = (folder: string, path: string, raw: string) =>
  request('PUT', `/api/2.0/mlflow-artifacts/artifacts/${folder}/${path}`, { raw, headers: octets });
const runFolder = '{{exp}}/{{run}}/artifacts';
const list = (path?: string, label?: string) =>
  get(
    'artifacts/list',
    { run_id: '{{run}}', ...(path === undefined ? {} : { path }) },
    { label: label ?? path ?? 'root' },
  );
const fetch = (query: Record<string, string>, options: StepOptions = {}) =>
  get('/get-artifact', query, { answerHeaders: headers, label: JSON.stringify(query), ...options });

const setup = [
  experiment(),
  run(),
  upload(runFolder, 'a.txt', 'hello'),
  upload(runFolder, 'model/MLmodel', 'flavors: {}'),
  upload(runFolder, 'model/data/weights.bin', 'bytes'),
  upload(runFolder, 'empty.txt', ''),
];
const listing = scenario(
  'list',
  setup,
  list(),
  list('model'),
  list('model/'),
  list('model/data'),
  list('a.txt', 'a file'),
  list('nosuch'),
  list(''),
  list('empty.txt'),
);
const escapes = [
  '..',
  '../x',
  '/etc',
  'model/../a.txt',
  'model/..',
  './model',
  '.',
  '%2e%2e',
  '..%2f',
  'file:///etc',
  'http://x',
  '/',
  '//',
  'model//data',
  '~',
  'a#b',
  'a?b',
  '\\',
  'c:\\x',
  'model/data/../../..',
  '%252e%252e',
  'x\u0000y',
];

export default [
  listing,
  viaAjax(listing),
  scenario(
    'fields of list',
    setup,
    probeQuery('artifacts/list', { run_id: '{{run}}', path: 'model' }, ['run_id', 'path', 'page_token']),
  ),
  scenario(
    'paths that leave the run',
    setup,
    escapes.flatMap((path) => [
      get('artifacts/list', { run_id: '{{run}}', path }, { label: path, messageMayDiffer: 'wording' }),
      fetch({ run_id: '{{run}}', path }, { messageMayDiffer: 'wording' }),
    ]),
  ),
  scenario(
    'download',
    setup,
    fetch({ run_id: '{{run}}', path: 'a.txt' }),
    fetch({ run_uuid: '{{run}}', path: 'a.txt' }),
    fetch({ run_id: '{{run}}', path: 'model/MLmodel' }),
    fetch({ run_id: '{{run}}', path: 'model' }),
    fetch({ run_id: '{{run}}', path: 'nosuch' }),
    fetch({ run_id: '{{run}}' }),
    fetch({ run_id: '{{run}}', path: '' }),
    fetch({ path: 'a.txt' }),
    fetch({ run_id: 'nosuch', path: 'a.txt' }),
    fetch({ run_id: '{{run}}', path: 'empty.txt' }),
    post('runs/delete', { run_id: '{{run}}' }),
    fetch({ run_id: '{{run}}', path: 'a.txt' }, { label: 'deleted run' }),
    list(undefined, 'deleted run'),
  ),
  scenario(
    'a run without artifacts',
    experiment(),
    run(),
    list(),
    list('x'),
    fetch({ run_id: '{{run}}', path: 'x' }),
  ),
  scenario(
    'artifacts of a model version',
    setup,
    model(),
    version('model', { source: 'runs:/{{run}}/model', run_id: '{{run}}' }),
    version('model', { source: 'mlflow-artifacts:/{{exp}}/{{run}}/artifacts/model', run_id: '{{run}}' }),
    ['1', '2', '9'].flatMap((number) =>
      ['MLmodel', 'data/weights.bin', 'nosuch', '', '../a.txt'].map((path) =>
        get(
          '/model-versions/get-artifact',
          { name: '{{uid}}-model', version: number, path },
          {
            answerHeaders: headers,
            label: `${number} ${path}`,
            messageMayDiffer: 'names a folder of the server',
            mayAccept: 'MLflow cannot follow a runs:/ source here',
          },
        ),
      ),
    ),
    get(
      '/model-versions/get-artifact',
      { name: '{{uid}}-model', path: 'MLmodel' },
      { label: 'no version', messageMayDiffer: 'wording' },
    ),
    get(
      '/model-versions/get-artifact',
      { version: '1', path: 'MLmodel' },
      { label: 'no name', messageMayDiffer: 'wording' },
    ),
  ),
  scenario(
    'artifacts of a logged model',
    experiment(),
    loggedModel('model'),
    upload('{{exp}}/models/{{model}}/artifacts', 'MLmodel', 'flavors: {}'),
    upload('{{exp}}/models/{{model}}/artifacts', 'data/w.bin', 'bytes'),
    ['/api', '/ajax-api'].flatMap((prefix) =>
      [undefined, 'data', 'nosuch', '..', '', 'MLmodel'].map((path) =>
        get(
          `${prefix}/2.0/mlflow/logged-models/{{model}}/artifacts/directories`,
          path === undefined ? {} : { artifact_directory_path: path },
          { label: path ?? 'root', messageMayDiffer: 'wording' },
        ),
      ),
    ),
    ['MLmodel', 'data/w.bin', 'data', 'nosuch', '../x', ''].map((path) =>
      get(
        '/ajax-api/2.0/mlflow/logged-models/{{model}}/artifacts/files',
        { artifact_file_path: path },
        { answerHeaders: headers, label: path, messageMayDiffer: 'wording' },
      ),
    ),
    get('/ajax-api/2.0/mlflow/logged-models/{{model}}/artifacts/files', {}, { label: 'no path' }),
    get(
      '/ajax-api/2.0/mlflow/logged-models/m-nosuch/artifacts/files',
      { artifact_file_path: 'x' },
      { label: 'unknown model' },
    ),
    get('/api/2.0/mlflow/logged-models/m-nosuch/artifacts/directories', {}, { label: 'unknown model' }),
  ),
  scenario(
    'upload through the web interface',
    experiment(),
    run(),
    [
      { run_uuid: '{{run}}', path: 'up.txt' },
      { run_uuid: '{{run}}', path: 'dir/up.txt' },
      { run_uuid: '{{run}}' },
      { path: 'x' },
      { run_uuid: 'nosuch', path: 'x' },
      { run_uuid: '{{run}}', path: '../x' },
      { run_uuid: '{{run}}', path: '' },
      { run_id: '{{run}}', path: 'x' },
    ].map((query) =>
      request('POST', '/ajax-api/2.0/mlflow/upload-artifact', {
        query: query as unknown as Record<string, string>,
        raw: 'content',
        headers: octets,
        label: JSON.stringify(query),
        messageMayDiffer: 'wording',
      }),
    ),
    request('POST', '/ajax-api/2.0/mlflow/upload-artifact', {
      query: { run_uuid: '{{run}}', path: 'e.txt' },
      raw: '',
      headers: octets,
      label: 'empty',
    }),
    list(),
    fetch({ run_id: '{{run}}', path: 'dir/up.txt' }),
  ),
  scenario(
    'presigned addresses',
    setup,
    ['presigned-download-url', 'presigned-upload-url'].flatMap((path) =>
      [
        { run_id: '{{run}}', path: 'a.txt' },
        { run_id: '{{run}}' },
        {},
        { run_id: 'nosuch', path: 'a.txt' },
        { run_id: '{{run}}', path: '../x' },
      ].map((body) =>
        post(`artifacts/${path}`, body as JsonObject, {
          label: JSON.stringify(body),
          messageMayDiffer: 'wording',
        }),
      ),
    ),
  ),
  scenario(
    'runs elsewhere',
    experiment('exp', { artifact_location: 's3://nosuch-bucket/x' }),
    run('run'),
    fetch({ run_id: '{{run}}' }, { label: 'no path' }),
  ),
];
