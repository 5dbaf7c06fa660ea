import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PythonEnvironment, PythonEnvironments } from './python-environments.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-conda-'));
  await mkdir(join(folder, 'project'));
  await writeFile(
    join(folder, 'project/env.yaml'),
    'channels: [conda-forge]\ndependencies: [python=3.11, libgomp, pip, {pip: [six==1.16.0]}]\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(home: string): Promise<PythonEnvironment> {
  process.env['MLFLOW_CONDA_HOME'] = home;
  try {
    const root = join(folder, 'cache');
    const environments = new PythonEnvironments({ root, maxBytes: 1e9, localPython: 'python3' });
    const file = { kind: 'conda', path: 'env.yaml' } as const;
    const request = { folder: join(folder, 'project'), file, onProgress: () => undefined };
    return await environments.open({ ...request, manager: 'conda' });
  } finally {
    delete process.env['MLFLOW_CONDA_HOME'];
  }
}

test('where there is no conda, that is said', async () => {
  await expect(open(join(folder, 'none'))).rejects.toThrow(
    'There is no conda on this machine: install it, or use env_manager uv or virtualenv',
  );
});

// Conda itself is too large for a test: this one only takes down what it is asked for.
test('conda is asked for all that the file names, and makes the folder itself', async () => {
  const conda = join(folder, 'home/bin/conda');
  await mkdir(join(folder, 'home/bin'), { recursive: true });
  await writeFile(
    conda,
    `#!/bin/sh
[ "$1" = --version ] && exit
[ -e "$4" ] && exit 1
mkdir -p "$4/bin"
echo "$1 $2 $3 $5" > "$4/asked"
cat "$6" >> "$4/asked"
`,
  );
  await chmod(conda, 0o755);
  const environment = await open(join(folder, 'home'));
  expect(await readFile(join(environment.python, '../../asked'), 'utf8')).toBe(`env create --prefix --file
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip
  - libgomp
  - pip:
      - six==1.16.0
`);
  await environment.release();
});
