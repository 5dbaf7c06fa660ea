import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readEnvironmentFile, readRequirements } from './requirements.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-requirements-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function having(files: Record<string, string>): ReturnType<typeof readRequirements> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return readRequirements(folder);
}

test('python_env.yaml names the Python and the requirements file', async () => {
  const found = await having({
    'python_env.yaml':
      'python: 3.11.2\nbuild_dependencies:\n- pip==23.0.1\n- setuptools==66.1.1\n- wheel\ndependencies:\n- -r requirements.txt\n',
    'requirements.txt': 'mlflow==3.17.2\nscikit-learn==1.5 # pinned\n\n# a comment\n',
    'conda.yaml': 'dependencies: [python=3.9]',
  });
  expect(found).toEqual({
    python: '3.11.2',
    packages: ['mlflow==3.17.2', 'scikit-learn==1.5'],
    condaPackages: [],
    channels: [],
  });
});

test('conda.yaml gives the Python and what pip installs', async () => {
  const conda =
    'dependencies:\n- python=3.10\n- pip<=23\n- libgomp\n- pip:\n  - mlflow\n  - numpy==2.1\nname: e\nchannels: [conda-forge]\n';
  expect(await having({ 'conda.yaml': conda })).toEqual({
    python: '3.10',
    packages: ['mlflow', 'numpy==2.1'],
    condaPackages: ['libgomp'],
    channels: ['conda-forge'],
  });
});

test('a version is no number', async () => {
  expect((await having({ 'python_env.yaml': 'python: 3.10\n' })).python).toBe('3.10');
});

test('a folder may say nothing', async () => {
  expect(await having({})).toEqual({ python: undefined, packages: [], condaPackages: [], channels: [] });
});

test.each([
  ['outside', { 'requirements.txt': '-r ../other.txt' }, 'outside of their folder'],
  ['missing', { 'requirements.txt': '-r other.txt' }, 'other.txt, which is not there'],
  ['endless', { 'requirements.txt': '-r requirements.txt' }, 'include each other'],
  ['no mapping', { 'python_env.yaml': '- a' }, 'python_env.yaml must be a mapping'],
  ['no YAML', { 'python_env.yaml': 'a: [' }, 'python_env.yaml is not valid YAML'],
])('what cannot be read is told of: %s', async (_, files: Record<string, string>, message) => {
  await expect(having(files)).rejects.toThrow(message);
});

test('a file of another name may say it, in a folder of its own', async () => {
  await mkdir(join(folder, 'envs'));
  await writeFile(join(folder, 'envs/mine.yaml'), 'dependencies: ["-r more.txt"]');
  await writeFile(join(folder, 'envs/more.txt'), 'numpy');
  const found = await readEnvironmentFile(folder, { kind: 'python', path: 'envs/mine.yaml' });
  expect(found.packages).toEqual(['numpy']);
  await writeFile(join(folder, 'envs/conda.yml'), 'dependencies: [python=3.11, {pip: [scipy]}]');
  const conda = await readEnvironmentFile(folder, { kind: 'conda', path: 'envs/conda.yml' });
  expect(conda).toMatchObject({ python: '3.11', packages: ['scipy'] });
});
