import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { namesRegistry, registryLogin } from './registry-login.ts';

test.each([
  ['registry.example.com/models/m', true],
  ['localhost:5000/m', true],
  ['localhost/millrace/m', false],
  ['millrace/m', false],
])('whether %s names a registry: %s', (name, is) => {
  expect(namesRegistry(name)).toBe(is);
});

test('a registry is logged in at as Docker keeps it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  const auth = Buffer.from('me:a:b').toString('base64');
  const auths = { 'registry.example.com': { auth }, 'https://index.docker.io/v1/': { auth } };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths }));
  const login = { username: 'me', password: 'a:b' };
  expect(await registryLogin('registry.example.com/a/b:1', folder)).toMatchObject(login);
  expect(await registryLogin('python:3.11', folder)).toMatchObject(login);
  expect(await registryLogin('other.example.com/a', folder)).toBeUndefined();
  await rm(folder, { recursive: true });
  expect(await registryLogin('python:3.11', folder)).toBeUndefined();
});
