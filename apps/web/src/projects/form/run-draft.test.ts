import { expect, test } from '@jest/globals';
import { unzipSync, strFromU8 } from 'fflate';
import type { EntryPoint } from '../../api/projects.ts';
import { checkDraft } from './check-draft.ts';
import { readRefusal } from './refusal.ts';
import { EMPTY_DRAFT, extraParameters } from './run-draft.ts';
import { requestOf } from './run-request.ts';
import { zipFiles } from './zip-files.ts';

const POINT: EntryPoint = {
  name: 'main',
  command: 'python train.py {alpha} {data}',
  parameters: [
    { name: 'alpha', type: 'float' },
    { name: 'data', type: 'uri', default: 's3://bucket/data' },
  ],
};

test('what was left alone is the project’s to choose', () => {
  const draft = {
    ...EMPTY_DRAFT,
    uri: ' /srv/p ',
    values: { alpha: '0.5' },
    extra: [{ name: 'more', value: '1' }],
  };
  expect(checkDraft(draft, POINT)).toEqual({});
  expect(requestOf(draft, POINT)).toEqual({
    uri: '/srv/p',
    entry_point: 'main',
    parameters: { alpha: '0.5', more: '1' },
    experiment_id: '0',
    executor_config: {},
  });
});

test('each field is told what is wrong with it', () => {
  const draft = {
    ...EMPTY_DRAFT,
    values: { alpha: 'much', data: 'data.csv' },
    extra: [
      { name: 'two words', value: '' },
      { name: 'alpha', value: '' },
    ],
    priority: '0',
    timeoutSeconds: '1.5',
    config: { memory_mb: 'all', namespace: 'ml' },
    environment: 'A=1\nB',
  };
  expect(Object.keys(checkDraft(draft, POINT))).toEqual([
    'uri',
    'parameters.alpha',
    'parameters.data',
    'parameters.two words',
    'priority',
    'timeout_seconds',
    'executor_config.memory_mb',
    'executor_config.environment',
  ]);
  expect(checkDraft({ ...EMPTY_DRAFT, uri: 'x' }, POINT)).toEqual({
    'parameters.alpha': 'A value is needed: it has no default.',
  });
});

test('an executor is told what it takes, and no more', () => {
  const config = { memory_mb: '512', cpus: '0.5', image: 'python:3.11', namespace: 'ml' };
  const of = (executor: string): unknown =>
    requestOf({ ...EMPTY_DRAFT, executor, config, environment: 'A=1=2' }, POINT).executor_config;
  expect(of('process')).toEqual({ memory_mb: 512, environment: { A: '1=2' } });
  expect(of('docker')).toMatchObject({ memory_mb: 512, cpus: 0.5, image: 'python:3.11' });
  expect(of('kubernetes')).toMatchObject({ namespace: 'ml' });
});

test('values of another entry point are kept as parameters of their own', () => {
  expect(extraParameters({ ...EMPTY_DRAFT, values: { alpha: '1', other: '2' } }, POINT)).toEqual([
    { name: 'other', value: '2' },
  ]);
});

test('a refusal is told apart by field', () => {
  const message =
    "'priority' must be a whole number of rank from 1 to 2000000; 'uri' is missing: it must be a text; 'colour' is no field of this request";
  expect(readRefusal(message)).toEqual({
    fields: {
      priority: 'It must be a whole number of rank from 1 to 2000000.',
      uri: 'It must be a text.',
    },
    rest: "'colour' is no field of this request",
  });
  expect(readRefusal('The uri is refused: it begins with a dash.').fields).toHaveProperty('uri');
});

test('a folder is packed without itself, its history and its environments', async () => {
  const file = (path: string, text: string): { path: string; file: File } => ({
    path,
    file: new File([text], path),
  });
  const files = [
    file('p/train.py', 'print(1)'),
    file('p/.git/HEAD', 'x'),
    file('p/src/a.py', ''),
    file('p/venv/x', ''),
  ];
  const archive = await zipFiles(files, () => undefined);
  const found = unzipSync(new Uint8Array(await archive.arrayBuffer()));
  expect(Object.keys(found)).toEqual(['src/a.py', 'train.py']);
  expect(strFromU8(found['train.py'] ?? new Uint8Array())).toBe('print(1)');
  await expect(zipFiles([file('p/.git/HEAD', 'x')], () => undefined)).rejects.toThrow('no file');
});
