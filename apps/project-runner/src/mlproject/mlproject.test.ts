import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { entryPointCommand } from './entry-point-command.ts';
import { findEntryPoint } from './find-entry-point.ts';
import { loadProject } from './load-project.ts';
import { withLocalPaths } from './local-paths.ts';
import { parameterValues } from './parameter-values.ts';
import { ProjectError } from './project-error.ts';
import { readMlproject } from './read-mlproject.ts';

interface Case {
  readonly mlproject: string;
  readonly entryPoint: string;
  readonly parameters: Record<string, string>;
}

const FOLDER = join(import.meta.dirname, '../../test/mlproject');
const cases = JSON.parse(await readFile(join(FOLDER, 'cases.json'), 'utf8')) as Case[];
const recorded = JSON.parse(await readFile(join(FOLDER, 'recorded.json'), 'utf8')) as (string | null)[];

function commandOf({ mlproject, entryPoint, parameters }: Case): string {
  const found = findEntryPoint(readMlproject(mlproject), entryPoint);
  return entryPointCommand(found, parameterValues(found, parameters));
}

describe('as MLflow', () => {
  test.each(cases.map((each, index) => [index, each] as const))('case %i', (index, each) => {
    const expected = recorded[index];
    if (expected === null) expect(() => commandOf(each)).toThrow(ProjectError);
    else expect(commandOf(each)).toBe(expected);
  });
});

const command = (line: string, parameters: Record<string, string>): string =>
  commandOf({
    mlproject: `entry_points:\n  main:\n    parameters: {x: string}\n    command: '${line.replaceAll("'", "''")}'\n`,
    entryPoint: 'main',
    parameters,
  });

test.each([
  ['echo "{x}"', '$(id)'],
  ['python -c \'print("{x}")\'', 'a"); import os'],
  ['bash -c "echo {x}"', 'a; id'],
  ['echo `echo {x}`', '$(id)'],
])('in quotes, as in %s, a value that means something to a shell is refused', (line, x) => {
  expect(() => command(line, { x })).toThrow(/parameter x has characters that mean something to a shell/);
});

test('in quotes a harmless value goes in as it is', () => {
  expect(command('echo "{x}"', { x: 'two words' })).toBe('echo "two words"');
  expect(command('echo \\"{x}', { x: 'two words' })).toBe(`echo \\"'two words'`);
});

test.each([
  [
    'name: a\nentry_points:\n  main:\n    command: [a]\n',
    /line 4, column 14: the command of entry point main must be a text/,
  ],
  ['name: a\nentry_points: 5\n', /line 2, column 15: entry_points must be a mapping/],
  ['- a\n', /line 1, column 1: the file must be a mapping/],
  ['name: a\n  b: c\n', /line 1, column 7: Nested mappings/],
  [
    'entry_points:\n  main: {parameters: {a: [1]}, command: x}\n',
    /line 2, column 26: parameter a must be a type/,
  ],
  ['entry_points:\n  main: {parameters: {}}\n', /line 2, column 9: entry point main has no command/],
  [
    'python_env: a\nconda_env: b\n',
    /line 2, column 12: give one environment, not both python_env and conda_env/,
  ],
  ['python_env: ../a.yaml\n', /line 1, column 13: python_env must be the path of a file in the project/],
  ['docker_env:\n  volumes: []\n', /line 2, column 3: docker_env has no image/],
  ['docker_env:\n  image: a\n  environment: [[A]]\n', /line 3, column 17: environment must be a list/],
  ['docker_env:\n  image: --privileged\n', /line 2, column 10: --privileged cannot be the name of an image/],
  [
    'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n',
    /alias/,
  ],
])('%j is refused, with line and column', (content, message) => {
  expect(() => readMlproject(content)).toThrow(message);
});

test('an unknown entry point is told with those that there are', () => {
  const project = readMlproject('entry_points: {train: {command: a}, score: {command: b}}');
  expect(() => findEntryPoint(project, 'main')).toThrow('has no entry point main. It has train, score;');
  for (const script of ['../x.py', '/x.py', '-x.py', `a'"$(id).R`])
    expect(() => findEntryPoint(project, script)).toThrow(ProjectError);
});

test('missing and mistyped parameters are named', () => {
  const project = readMlproject(
    'entry_points: {main: {parameters: {a: float, b: path, c: {default: 1}}, command: x}}',
  );
  const main = findEntryPoint(project, 'main');
  expect(() => parameterValues(main, {})).toThrow('needs a value for a (float), b (path).');
  expect(() => parameterValues(main, { a: 'much', b: '.' })).toThrow(
    'parameter a is a float, and "much" is not',
  );
  expect(() => parameterValues(main, { a: '1', b: '.', 'x y': '1' })).toThrow('cannot be named "x y"');
});

test('an environment of docker', () => {
  const content = 'docker_env: {image: python, volumes: ["/a:/a"], environment: [[A, b], HOME]}';
  expect(readMlproject(content).environment).toEqual({
    kind: 'docker',
    image: 'python',
    volumes: ['/a:/a'],
    variables: [
      { name: 'A', value: 'b' },
      { name: 'HOME', value: undefined },
    ],
  });
});

describe('in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-mlproject-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds the file in any case, and an environment that it does not name', async () => {
    await writeFile(join(folder, 'mlPROJECT'), 'name: found\n');
    await writeFile(join(folder, 'conda.yaml'), '');
    expect(await loadProject(folder)).toMatchObject({
      name: 'found',
      environment: { kind: 'conda', file: 'conda.yaml' },
    });
  });

  it('needs no file', async () => {
    await mkdir(join(folder, 'none'));
    const project = await loadProject(join(folder, 'none'));
    expect(findEntryPoint(project, 'a.py').command).toBe('python a.py');
  });

  it('refuses an environment that is not there, or elsewhere', async () => {
    await mkdir(join(folder, 'bad'));
    await writeFile(join(folder, 'bad/MLproject'), 'python_env: env.yaml\n');
    await expect(loadProject(join(folder, 'bad'))).rejects.toThrow('The project has no file env.yaml.');
    await symlink('/etc/passwd', join(folder, 'bad/env.yaml'));
    await expect(loadProject(join(folder, 'bad'))).rejects.toThrow('leads out of');
  });

  it('makes the values of path parameters absolute, and fetches URIs', async () => {
    const main = findEntryPoint(
      readMlproject('entry_points: {main: {parameters: {p: path}, command: "cat {p}"}}'),
      'main',
    );
    const local = (p: string): Promise<unknown> =>
      withLocalPaths(main, parameterValues(main, { p }), { folder, codeFolder: undefined }, (uri) =>
        Promise.resolve(`/fetched/${uri}`),
      ).then(({ declared }) => declared.get('p'));
    expect(await local('conda.yaml')).toBe(join(folder, 'conda.yaml'));
    expect(await local('s3://b/k')).toBe('/fetched/s3://b/k');
    await expect(local('missing.csv')).rejects.toThrow(
      'parameter p is a path, and there is no file or folder',
    );
  });
});
