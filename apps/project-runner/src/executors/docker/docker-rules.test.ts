import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readMlproject } from '../../mlproject/read-mlproject.ts';
import { dockerVariables } from '../container/copied-variables.ts';
import { endingOfCode } from '../container/ending-of-code.ts';
import { contentTag, plainName } from '../images/image-name.ts';
import { allowedVolumes } from './allowed-volumes.ts';
import { containerOutput } from './container-output.ts';
import { dockerNetwork } from './docker-network.ts';

test('volumes are mounted where the settings allow it, and nothing that a link leads out to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'volumes-'));
  await symlink('/etc', join(folder, 'link'));
  const volumes = [`${folder}:/data`, `${folder}/below:/below:ro`, 'cache:/cache'];
  expect(await allowedVolumes(volumes, [folder, 'cache'])).toEqual(volumes);
  for (const [volume, allowed, message] of [
    ['/etc:/data', [], '/etc:/data of docker_env is not allowed: MILLRACE_RUNNER_VOLUMES is empty'],
    [`${folder}/../x:/data`, [folder], 'is not allowed: MILLRACE_RUNNER_VOLUMES has'],
    [`${folder}x:/data`, [folder], 'is not allowed'],
    [`${folder}/link:/data`, [folder], 'is not allowed'],
    ['pgdata:/data', [folder], 'is not allowed'],
    [`${folder}:data`, [folder], 'must be /folder/of/the/machine:/folder/of/the/container'],
    [folder, [folder], 'must be /folder/of/the/machine'],
    [`${folder}:/data:exec`, [folder], 'must be /folder/of/the/machine'],
  ] as const)
    await expect(allowedVolumes([volume], allowed)).rejects.toThrow(message);
  await rm(folder, { recursive: true });
});

test('variables are copied from what was submitted, or where the settings allow it', () => {
  const project = readMlproject('docker_env: {image: a, environment: [[MODE, fast], TOKEN]}');
  const own = { TOKEN: 'own' };
  expect(dockerVariables(project, { TOKEN: 'given' }, [], own)).toEqual({ MODE: 'fast', TOKEN: 'given' });
  expect(dockerVariables(project, {}, ['TOKEN'], own)).toEqual({ MODE: 'fast', TOKEN: 'own' });
  expect(() => dockerVariables(project, {}, [], own)).toThrow(
    'copies the variable TOKEN of the machine that runs projects, which MILLRACE_RUNNER_COPIED_VARIABLES does not allow',
  );
  expect(() => dockerVariables(project, {}, ['TOKEN'], {})).toThrow('which is not set there');
});

test('containers reach the tracking server', () => {
  const of = (uri: string, setting: string, platform: NodeJS.Platform): unknown =>
    dockerNetwork(uri, setting, platform);
  const local = 'http://127.0.0.1:5000';
  expect(of(local, '', 'linux')).toEqual({ mode: 'host', trackingUri: local, extraHosts: [] });
  const named = 'http://host.docker.internal:5000';
  const extraHosts = ['host.docker.internal:host-gateway'];
  expect(of(local, 'bridge', 'linux')).toEqual({ mode: 'bridge', trackingUri: named, extraHosts });
  expect(of(named, 'bridge', 'linux')).toEqual({ mode: 'bridge', trackingUri: named, extraHosts });
  expect(of(local, '', 'darwin')).toEqual({ mode: undefined, trackingUri: named, extraHosts: [] });
  const remote = 'https://mlflow.example.com/base';
  expect(of(remote, '', 'linux')).toEqual({ mode: undefined, trackingUri: remote, extraHosts: [] });
});

test('what a container prints is taken out of its frames, wherever they are cut', async () => {
  const frame = (text: string): Buffer => {
    const header = Buffer.alloc(8);
    header.writeUInt32BE(text.length, 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };
  const bytes = Buffer.concat([frame('one\n'), frame(''), frame('second'), frame('!')]);
  for (const size of [1, 3, 7, 100]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const source = (async function* () {
      yield* chunks;
    })();
    let text = '';
    for await (const piece of containerOutput(source)) text += piece.toString();
    expect(text).toBe('one\nsecond!');
  }
});

test('codes above 128 stand for signals', () => {
  expect(endingOfCode(139)).toEqual({ kind: 'signalled', signal: 'SIGSEGV' });
  expect(endingOfCode(255)).toEqual({ kind: 'exited', code: 255 });
});

test('images are named for their project, their commit and what is in it', async () => {
  expect(plainName('My Project (2)!', 60)).toBe('my-project-2');
  expect(plainName('…', 60)).toBe('project');
  const folder = await mkdtemp(join(tmpdir(), 'tag-'));
  const before = await contentTag(folder, 'abcdef0123', []);
  expect(before).toMatch(/^abcdef0-[0-9a-f]{12}$/);
  await symlink('nowhere', join(folder, 'link'));
  expect(await contentTag(folder, undefined, [])).toMatch(/^[0-9a-f]{12}$/);
  expect(await contentTag(folder, 'abcdef0123', [])).not.toBe(before);
  await rm(folder, { recursive: true });
});
