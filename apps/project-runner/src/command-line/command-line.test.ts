import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';
import { shownOutput } from '../../test/shown-output.ts';
import { readExecutorConfig } from './executor-config.ts';
import { main } from './main.ts';
import { readRunCommand } from './options.ts';

let runner: TestRunner;
let folder: string;
const shown = shownOutput();
beforeAll(async () => {
  runner = await TestRunner.start();
  folder = await runner.project('cli', {
    MLproject:
      'entry_points:\n  main:\n    parameters: {code: float}\n    command: "echo told {code}; exit {code}"\n',
    'sub/a.py': 'print("in sub")\n',
    'slow.sh': 'sleep 60\n',
  });
});
afterAll(() => runner.close());

const run = (...args: string[]): Promise<number> => main(['run', '--tracking-uri', runner.url, ...args]);

test('exits with the code of the command, and shows what it printed', async () => {
  expect(await run(folder, '-P', 'code=7')).toBe(7);
  expect(shown.out).toContain('told 7\n');
  expect(shown.err).toMatch(/Run [\da-f]{32} is FAILED: The command ended with code 7/);
  expect(await run(folder, '-P', 'code=0')).toBe(0);
  expect(await run(`${folder}#sub`, '-e', 'a.py')).toBe(0);
  expect(shown.out).toContain('in sub\n');
  expect(await run(folder, '-e', 'slow.sh', '--timeout', '1')).toBe(124);
});

test('says what is wrong', async () => {
  expect(await run(folder)).toBe(1);
  expect(shown.err).toContain('needs a value for code (float)');
  expect(await run('ext::sh -c id')).toBe(1);
  expect(shown.err).toContain('The uri is refused');
  expect(await run(folder, '--experiment-name', 'none such')).toBe(1);
  expect(shown.err).toContain('none such');
  expect(await main(['run', '--tracking-uri', 'http://127.0.0.1:9', folder])).toBe(1);
  expect(shown.err).toContain('http://127.0.0.1:9 cannot be reached');
});

test('does not wait when it is told so', async () => {
  expect(await run(folder, '-P', 'code=0', '--detach')).toBe(0);
  expect(await runner.until(shown.out.trim())).toMatchObject({ status: 'FINISHED' });
  expect((await runner.tracked(shown.out.trim())).tags['mlflow.source.name']).toBe(folder);
});

test.each([
  [['walk', 'x'], 'There is no command walk'],
  [['run'], 'Give one uri'],
  [['run', 'a', 'b'], 'Give one uri'],
  [['run', 'a', '-P', 'x'], 'name=value'],
  [['run', 'a', '-P', 'x=1', '-P', 'x=2'], 'given twice'],
  [['run', 'a', '--priority', 'high'], 'whole number'],
  [['run', 'a', '--tracking-uri', 'sqlite:///x'], 'must begin with http'],
  [['run', 'a', '--unknown'], 'unknown'],
])('%j is refused', (args, message) => {
  expect(() => readRunCommand(args, {})).toThrow(message);
});

test('what executors are told is JSON, or a file of it, which may name a template of a Job beside it as for MLflow', async () => {
  const config = await mkdtemp(join(tmpdir(), 'executor-config-'));
  await writeFile(join(config, 'job.yaml'), 'kind: Job\n');
  const paths = { 'repository-uri': 'a/b', 'kube-job-template-path': 'job.yaml' };
  await writeFile(join(config, 'kubernetes.json'), JSON.stringify(paths));
  expect(await readExecutorConfig('{"memory_mb": 100}')).toEqual({ memory_mb: 100 });
  expect(await readExecutorConfig(join(config, 'kubernetes.json'))).toEqual({
    'repository-uri': 'a/b',
    'kube-job-template': 'kind: Job\n',
  });
  // One that is not here is a file of the project.
  expect(await readExecutorConfig('{"kube-job-template-path": "of/the/project.yaml"}')).toEqual({
    'kube-job-template-path': 'of/the/project.yaml',
  });
  await rm(config, { recursive: true });
  await expect(readExecutorConfig('{')).rejects.toThrow('--executor-config must be JSON');
  await expect(readExecutorConfig('[1]')).rejects.toThrow('must be a JSON object');
  await expect(readExecutorConfig('none.json')).rejects.toThrow('none.json cannot be read');
});

test('an executor must be there, and be told what is for it', async () => {
  expect(await run(folder, '--executor', 'podman')).toBe(1);
  expect(shown.err).toContain('process, docker, kubernetes');
  expect(await run(folder, '-b', 'kubernetes')).toBe(1);
  expect(shown.err).toContain('set MILLRACE_RUNNER_KUBERNETES to a context of the kubeconfig');
  expect(await run(folder, '-b', 'docker', '-c', '{"queue_name": "a"}')).toBe(1);
  expect(shown.err).toContain(
    "'executor_config.queue_name' is not for the executor docker, but for kubernetes.",
  );
  expect(await run(folder, '--backend', 'local', '-P', 'code=0')).toBe(0);
});
