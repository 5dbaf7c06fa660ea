import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PythonEnvironments } from './python-environments.ts';

const run = promisify(execFile);
const BUILD_TIMEOUT = 180_000;

let folder: string;
let environments: PythonEnvironments;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-environments-'));
  environments = new PythonEnvironments({
    root: join(folder, 'cache'),
    maxBytes: 1e9,
    localPython: 'python3',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function model(name: string, requirements: string, python?: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'requirements.txt'), requirements);
  const pythonEnv = `python: ${python}\ndependencies:\n- -r requirements.txt\n`;
  if (python !== undefined) await writeFile(join(path, 'python_env.yaml'), pythonEnv);
  return path;
}

async function versionOf(python: string, module: string): Promise<string> {
  return (await run(python, ['-c', `import ${module}; print(${module}.__version__)`])).stdout.trim();
}

test.each(['virtualenv', 'uv'] as const)(
  '%s builds an environment once, and finds it again without an index',
  async (manager) => {
    const lines: string[] = [];
    const request = {
      manager,
      folder: await model('six', 'six==1.16.0\n'),
      onProgress: (line: string) => lines.push(line),
    };
    const first = await environments.open(request);
    expect(await versionOf(first.python, 'six')).toBe('1.16.0');
    expect(lines[0]).toBe(`Building a Python environment with ${manager}: 1 requirements`);
    expect(lines.length).toBeGreaterThan(2);
    await first.release();

    const before = lines.length;
    const offline = { ...process.env };
    Object.assign(process.env, { PIP_INDEX_URL: 'http://127.0.0.1:9', UV_INDEX_URL: 'http://127.0.0.1:9' });
    try {
      const again = await environments.open(request);
      expect(again.python).toBe(first.python);
      expect(lines.length).toBe(before);
      await again.release();
    } finally {
      for (const name of ['PIP_INDEX_URL', 'UV_INDEX_URL'])
        if (offline[name] === undefined) delete process.env[name];
        else process.env[name] = offline[name];
    }
  },
  BUILD_TIMEOUT,
);

test.each(['virtualenv', 'uv'] as const)(
  '%s says which package cannot be had',
  async (manager) => {
    const request = {
      manager,
      folder: await model('missing', 'six==1.16.0\nmillrace-no-such-package==7\n'),
      onProgress: () => undefined,
    };
    await expect(environments.open(request)).rejects.toThrow(
      /environment could not be built: .*millrace-no-such-package.* cannot be had/s,
    );
  },
  BUILD_TIMEOUT,
);

test('a Python that is not there is named', async () => {
  const request = {
    manager: 'virtualenv' as const,
    folder: await model('old', '', '3.5.1'),
    onProgress: () => undefined,
  };
  await expect(environments.open(request)).rejects.toThrow('Python 3.5 is not on this machine');
});

test('what else is needed is added unless it is named', async () => {
  const request = {
    manager: 'virtualenv' as const,
    folder: await model('needs', 'six==1.16.0\n'),
    alsoNeeds: ['six', 'toolz'],
    onProgress: () => undefined,
  };
  const environment = await environments.open(request);
  expect(await versionOf(environment.python, 'toolz')).toMatch(/^\d/);
  await environment.release();
}, 120_000);

test('exact packages come in place of those that are asked for', async () => {
  const request = {
    manager: 'virtualenv' as const,
    folder: await model('exactly', 'six\ntoolz\n'),
    exactly: ['six==1.15.0'],
    onProgress: () => undefined,
  };
  const environment = await environments.open(request);
  expect(await versionOf(environment.python, 'six')).toBe('1.15.0');
  await expect(versionOf(environment.python, 'toolz')).rejects.toThrow('toolz');
  await environment.release();
}, 120_000);

test('local is the configured Python as it is', async () => {
  const request = { manager: 'local' as const, folder, onProgress: () => undefined };
  expect((await environments.open(request)).python).toBe('python3');
});
