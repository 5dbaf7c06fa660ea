import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start();
});
afterAll(() => runner.close());

const describeIt = async (request: object): Promise<{ status: number; text: string }> =>
  runner.call('POST', '/api/millrace/projects/describe', request);

test('a project in git tells what it can run', async () => {
  const uri = await runner.project('described', {
    MLproject: `name: tide
python_env: python_env.yaml
entry_points:
  main:
    parameters:
      alpha: float
      where: {type: path, default: data}
    command: "python train.py {alpha} {where}"
`,
    'python_env.yaml': 'python: "3.11"\n',
  });
  for (const args of [
    ['init', '-qb', 'main'],
    ['add', '-A'],
    ['commit', '-qm', 'one'],
  ])
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: uri });
  const { status, text } = await describeIt({ uri });
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    project: {
      name: 'tide',
      entry_points: [
        {
          name: 'main',
          command: 'python train.py {alpha} {where}',
          parameters: [
            { name: 'alpha', type: 'float' },
            { name: 'where', type: 'path', default: 'data' },
          ],
        },
      ],
      environment: { kind: 'python', file: 'python_env.yaml' },
      executors: expect.arrayContaining(['process']),
      git: { commit: expect.stringMatching(/^[\da-f]{40}$/), branch: 'main' },
    },
  });
});

test('one without entry points has its scripts', async () => {
  const uri = await runner.project('scripts', { 'b.py': '', 'a.sh': '', 'c.txt': '' });
  expect(JSON.parse((await describeIt({ uri })).text)).toMatchObject({
    project: {
      name: null,
      entry_points: [
        { name: 'a.sh', command: null, parameters: [] },
        { name: 'b.py', command: null, parameters: [] },
      ],
      environment: { kind: 'none' },
    },
  });
});

test.each([
  [{ uri: '/nowhere' }, 'There is no folder /nowhere'],
  [{ uri: 'ext::sh' }, 'The uri is refused'],
  [{}, "'uri' is missing"],
  [{ uri: '/x', entry_point: 'main' }, 'is no field of this request'],
  [{ uri: 'http://127.0.0.1:9/a.git' }, 'cannot be fetched'],
])('%j is refused', async (request, message) => {
  const { status, text } = await describeIt(request);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({
    error_code: 'INVALID_PARAMETER_VALUE',
    message: expect.stringContaining(message),
  });
});

test('a file that is wrong is told with its line', async () => {
  const uri = await runner.project('wrong', { MLproject: 'name: [a\n' });
  const { status, text } = await describeIt({ uri });
  expect([status, text]).toEqual([400, expect.stringMatching(/line \d+/)]);
});
