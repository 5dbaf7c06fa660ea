import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readModelFile } from '../scorers/model-file/model-file.ts';
import { ModelLoadError } from '../scorers/model-load-error.ts';
import { buildContext } from './build-context.ts';
import { planImage } from './image-plan.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-plan-'));
  await writeFile(join(folder, 'MLmodel'), 'flavors: {python_function: {loader_module: mlflow.sklearn}}\n');
  await writeFile(join(folder, 'python_env.yaml'), "python: 3.10.4\ndependencies: ['-r requirements.txt']\n");
  await writeFile(join(folder, 'requirements.txt'), 'scikit-learn==1.9.1\nmlflow==3.17.2\n');
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'weights'), '1');
});
afterEach(() => rm(folder, { recursive: true }));

const plan = async (): ReturnType<typeof planImage> => {
  const model = { folder, uri: 'models:/m/1' };
  return planImage(model, await readModelFile(model));
};

test('an image has the Python that the model was logged with, its packages, and those that scoring needs', async () => {
  const { dockerfile, requirements, parts } = await plan();
  expect(dockerfile).toContain('FROM python:3.10-slim');
  expect(dockerfile).toMatch(/^USER \d+:\d+$/m);
  expect(requirements).toBe('scikit-learn==1.9.1\nmlflow==3.17.2\npandas\n');
  expect(parts.get('model')).toBe(folder);
  expect([...parts.keys()].some((path) => path.includes('onnxruntime'))).toBe(false);
});

test('an ONNX model brings the runtime along, for this kind of machine alone', async () => {
  await writeFile(join(folder, 'MLmodel'), 'flavors: {onnx: {data: model.onnx}}\n');
  const paths = [...(await plan()).parts.keys()];
  expect(paths).toContain(`millrace/node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}`);
});

test('the digest changes with the content of any file, and with nothing else', async () => {
  const { digest } = await plan();
  expect((await plan()).digest).toBe(digest);
  await writeFile(join(folder, 'data', 'weights'), '2');
  expect((await plan()).digest).not.toBe(digest);
});

test('a folder without a model is refused in words', async () => {
  await rm(join(folder, 'MLmodel'));
  await expect(plan()).rejects.toThrow(ModelLoadError);
  await expect(plan()).rejects.toThrow(/models:\/m\/1 is no MLflow model/);
});

test('a build context holds the Dockerfile beside links to all the rest, and is removed', async () => {
  const made = await buildContext(await plan());
  const { readFile } = await import('node:fs/promises');
  expect(await readFile(join(made.folder, 'Dockerfile'), 'utf8')).toContain('ENTRYPOINT');
  expect(await readFile(join(made.folder, 'model', 'data', 'weights'), 'utf8')).toBe('1');
  await made.remove();
  await expect(readFile(join(made.folder, 'Dockerfile'))).rejects.toThrow('ENOENT');
});
