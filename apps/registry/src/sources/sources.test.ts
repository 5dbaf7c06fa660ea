import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MODEL_ID, RUN_ID, startRegistry, type TestRegistry } from '../../test/registry.ts';
import { ModelVersionsService } from '../model-versions/model-versions.service.ts';
import { PROMPT_TAG } from '../prompts/prompt.ts';
import { RegisteredModelsService } from '../registered-models/registered-models.service.ts';

let registry: TestRegistry;
beforeAll(async () => {
  registry = await startRegistry();
  await registry.get(RegisteredModelsService).create('m', '', []);
  await registry.get(RegisteredModelsService).create('p', '', [{ key: PROMPT_TAG, value: 'true' }]);
});
afterAll(() => registry.close());

interface Options {
  readonly runId?: string;
  readonly modelId?: string;
  readonly promptTag?: string;
}

async function create(
  source: string,
  { runId, modelId, promptTag }: Options = {},
): Promise<{ source: string }> {
  const tags = promptTag === undefined ? [] : [{ key: PROMPT_TAG, value: promptTag }];
  const request = { name: 'm', source, runId, modelId, tags, runLink: '', description: '' };
  return JSON.parse(await registry.get(ModelVersionsService).create(request));
}

const ROOT = `mlflow-artifacts:/1/${RUN_ID}/artifacts`;
const refused = expect.objectContaining({ errorCode: 'INVALID_PARAMETER_VALUE' });

const ESCAPES = [
  '/etc/passwd',
  'etc/passwd',
  '//etc/passwd',
  'file:///etc/passwd',
  'file:/etc/passwd',
  'FILE:///etc/passwd',
  'file://localhost/etc/passwd',
  'file://other/etc/passwd',
  'file:\\\\etc',
  'C:\\Windows',
  '\\\\server\\share',
  '~/x',
  '.',
  '..',
  `${ROOT}/..`,
  `${ROOT}/../../../x`,
  `${ROOT}/./x`,
  `${ROOT}/a/../b`,
  `${ROOT}/%2e%2e/x`,
  `${ROOT}/%252e%252e/x`,
  `${ROOT}/%25252e%25252e%25252fx`,
  `${ROOT}/..%2f..%2fx`,
  `${ROOT}/..%5c..%5cx`,
  `${ROOT}/..\\..\\x`,
  `${ROOT}/a%5c..%5cb`,
  `${ROOT}/x%00`,
  `${ROOT}/x%2500.txt`,
  `${ROOT}/x\u0000`,
  `${ROOT}/%0d%0ax`,
  `${ROOT}x/y`,
  `mlflow-artifacts:/1/${'b'.repeat(32)}/artifacts/x`,
  'mlflow-artifacts:/',
  'mlflow-artifacts:relative',
  `mlflow-artifacts://host/1/${RUN_ID}/artifacts/x`,
  's3://bucket/../other',
  's3://bucket/%2e%2e/other',
  's3://bucket/a\\..\\b',
  's3:relative',
  'http://127.0.0.1/x',
  'https://host/api/2.0/mlflow-artifacts/artifacts/x',
  'ftp://host/x',
  'hdfs://host/x',
  'abfss://container@account/x',
  `runs:/${'b'.repeat(32)}/model`,
  `runs:/${RUN_ID}/../x`,
  `runs:/${RUN_ID}/%2e%2e/x`,
  `runs://host/${RUN_ID}/model`,
  'models:/',
  'models:/a/b/c',
  'models:/m-other',
  `models:/${MODEL_ID}`,
  'models://host/m/1',
  's3://[bucket/x',
  `s3://bucket/${'x'.repeat(3000)}`,
  `${ROOT}/%${'25'.repeat(30)}2e%${'25'.repeat(30)}2e/x`,
];

describe.each(ESCAPES)('%j', (source) => {
  test('is no source, whatever comes with it', async () => {
    await expect(create(source)).rejects.toEqual(refused);
    await expect(create(source, { runId: RUN_ID })).rejects.toEqual(refused);
    await expect(create(source, { promptTag: 'true' })).rejects.toEqual(refused);
    await expect(create(source, { runId: RUN_ID, promptTag: 'TRUE' })).rejects.toEqual(refused);
    await expect(create(source, { runId: RUN_ID, promptTag: 'yes' })).rejects.toEqual(refused);
  });
});

test.each([
  ['s3://bucket/a/b', {}],
  ['gs://bucket/a', {}],
  [`runs:/${RUN_ID}/model`, { runId: RUN_ID }],
  [ROOT, { runId: RUN_ID }],
  [`${ROOT}/model`, { runId: RUN_ID }],
  [`${ROOT}/a%20b`, { runId: RUN_ID }],
  [`models:/${MODEL_ID}`, { modelId: MODEL_ID }],
  [`mlflow-artifacts:/1/models/${MODEL_ID}/artifacts`, { modelId: MODEL_ID }],
  ['dummy-source', { promptTag: 'true' }],
] as const)('%s is a source', async (source, options) => {
  expect(await create(source, options)).toMatchObject({ source });
});

test('the placeholder of prompts is no source for models', async () => {
  await expect(create('dummy-source')).rejects.toEqual(refused);
});

test('a version of a prompt is no source', async () => {
  await expect(create('models:/p/1')).rejects.toMatchObject({
    message: expect.stringContaining('Prompt versions'),
  });
});

test('a source that names a version is followed to the end', async () => {
  const versions = registry.get(ModelVersionsService);
  const first = JSON.parse(JSON.stringify(await create(`runs:/${RUN_ID}/model`, { runId: RUN_ID })));
  const second = await create(`models:/m/${first.version}`);
  const third = (await create('models:/m/latest')) as { source: string; version?: string; run_id?: string };
  expect(second.source).toBe(`models:/m/${first.version}`);
  expect(await versions.downloadUri('m', third.version ?? '')).toBe(`runs:/${RUN_ID}/model`);
  expect(third.run_id).toBe(RUN_ID);
});
