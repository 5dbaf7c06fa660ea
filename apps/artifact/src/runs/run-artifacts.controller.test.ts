import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ArtifactServer, startArtifactServer } from '../../test/artifact-server.ts';
import { ESCAPES } from '../../../../packages/artifact-stores/test/escapes.ts';
import { rawRequest, type RawAnswer } from '../../test/raw-request.ts';

const ROOT = 'mlflow-artifacts:/1/run/artifacts';
/** Locations that a database of another time may hold; none may be served. */
const FOREIGN: Record<string, object> = Object.fromEntries(
  [
    '/etc',
    'file:///etc',
    '../etc',
    'mlflow-artifacts:/../etc',
    'mlflow-artifacts:/%2e%2e/etc',
    'http://host/x',
    's3://bucket/x',
    'gs://b/x',
    '',
  ].map((uri, index) => [`foreign${index}`, { artifactUri: uri }]),
);

describe('the artifacts of runs, models, versions and traces', () => {
  let server: ArtifactServer;
  const send = (method: string, path: string, body?: string): Promise<RawAnswer> =>
    rawRequest(server.url, method, path, body === undefined ? {} : { body });

  beforeAll(async () => {
    server = await startArtifactServer({
      'tracking.get-run-artifact-uri': { run: { artifactUri: ROOT }, ...FOREIGN },
      'tracking.get-logged-model-location': { 'm-1': { artifactLocation: ROOT, sourceRunId: '' } },
      'tracking.get-trace-artifact-uri': { 'tr-1': { artifactUri: ROOT } },
      'tracking.get-trace-data': { 'tr-1': { json: '{"spans":[]}' } },
      'registry.get-model-version': {
        m: { name: 'm', version: 1, stage: 'None', source: ROOT, location: ROOT, runId: '', modelId: '' },
      },
    });
    const root = '/api/2.0/mlflow-artifacts/artifacts/1/run/artifacts';
    await send('PUT', `${root}/model/MLmodel`, 'flavors: {}');
    await send('PUT', `${root}/attachments/01234567-89ab-cdef-0123-456789abcdef`, 'bytes');
  });

  afterAll(() => server.stop());

  it.each([
    '/get-artifact?run_id=run&path=model/MLmodel',
    '/get-artifact?run_uuid=run&path=model/MLmodel',
    '/model-versions/get-artifact?name=m&version=1&path=model/MLmodel',
    '/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=model/MLmodel',
  ])('serves a file at %s', async (path) => {
    const answer = await send('GET', path);
    expect(answer).toMatchObject({ status: 200, body: 'flavors: {}' });
    expect(answer.headers).toMatchObject({
      'content-disposition': 'attachment; filename=MLmodel',
      'x-content-type-options': 'nosniff',
    });
  });

  it('serves a trace’s spans and its attachments', async () => {
    const spans = await send('GET', '/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-1');
    expect(spans).toMatchObject({ status: 200, body: '{"spans":[]}' });
    expect(spans.headers['content-disposition']).toBe('attachment; filename=traces.json');
    const file = '/ajax-api/3.0/mlflow/get-trace-artifact?request_id=tr-1&path=';
    expect((await send('GET', `${file}01234567-89ab-cdef-0123-456789abcdef`)).body).toBe('bytes');
    for (const path of ['01234567-89AB-cdef-0123-456789abcdef', 'x', '../model/MLmodel'])
      expect((await send('GET', file + path)).status).toBe(400);
  });

  it.each(Object.entries(ESCAPES))('never leaves a root by %s', async (_, path) => {
    const wire = encodeURIComponent(path);
    const answers = await Promise.all([
      send('GET', `/get-artifact?run_id=run&path=${wire}`),
      send('GET', `/api/2.0/mlflow/artifacts/list?run_id=run&path=${wire}`),
      send('GET', `/model-versions/get-artifact?name=m&version=1&path=${wire}`),
      send('GET', `/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=${wire}`),
      send('GET', `/api/2.0/mlflow/logged-models/m-1/artifacts/directories?artifact_directory_path=${wire}`),
      send('GET', `/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-1&path=${wire}`),
      send('POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=run&path=${wire}`, 'x'),
      send('GET', `/api/millrace/artifacts/zip?run_id=run&path=${wire}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    for (const { body } of answers)
      expect(JSON.parse(body)).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' });
  });

  it.each(Object.keys(FOREIGN))('serves nothing at the location of %s', async (run) => {
    const answers = await Promise.all([
      send('GET', `/get-artifact?run_id=${run}&path=passwd`),
      send('GET', `/api/2.0/mlflow/artifacts/list?run_id=${run}`),
      send('POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=x`, 'x'),
      send('GET', `/api/millrace/artifacts/zip?run_id=${run}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });

  it('limits uploads of the web interface to 10 MB, announced or not', async () => {
    const path = '/ajax-api/2.0/mlflow/upload-artifact?run_uuid=run&path=large';
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const announced = await rawRequest(server.url, 'POST', path, { body });
    expect(announced).toMatchObject({ status: 400, body: expect.stringContaining('Max size is 10MB') });
    const chunked = await rawRequest(server.url, 'POST', path, {
      body,
      headers: { 'transfer-encoding': 'chunked' },
    });
    expect(chunked.status).toBe(400);
    expect((await send('GET', '/get-artifact?run_id=run&path=large')).status).toBe(404);
  });
});
