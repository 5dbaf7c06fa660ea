import { describe, expect, it } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import { ESCAPES } from '../../test/escapes.ts';
import { readArtifactPath, readDeletePath, readUploadPath } from './artifact-path.ts';

describe('readArtifactPath', () => {
  it.each(Object.entries(ESCAPES))('refuses %s', (_, path) => {
    expect(() => readArtifactPath(path)).toThrow(MlflowError);
    expect(() => readUploadPath(path)).toThrow(MlflowError);
    expect(() => readDeletePath(path)).toThrow(MlflowError);
  });

  it.each([
    ['a.txt', 'a.txt'],
    ['model/data/weights.bin', 'model/data/weights.bin'],
    ['model/', 'model'],
    ['model//data', 'model/data'],
    ['./model/./data', 'model/data'],
    ['.', ''],
    ['', ''],
    ['//', ''],
    ['...', '...'],
    ['..hidden/a..b', '..hidden/a..b'],
    ['a:b.txt', 'a:b.txt'],
    ['~root', '~root'],
    ['what?', 'what?'],
    ['50%', '50%'],
    ['50%25', '50%'],
    ['a%2fb', 'a/b'],
    ['a%252fb', 'a/b'],
    ['caf%C3%A9', 'café'],
    ['漢 字/😀', '漢 字/😀'],
    ['%c0%ae%c0%ae/x', '\ufffd\ufffd\ufffd\ufffd/x'],
    ['a/http:/x', 'a/http:/x'],
    ['x'.repeat(256), 'x'.repeat(256)],
  ])('reads %j as %j', (text, path) => {
    expect(readArtifactPath(text).path).toBe(path);
  });

  it('gives a path that reading again does not change, so that no later decoding can find another one in it', () => {
    for (const text of ['a%2525252fb', '%2561', 'caf%25C3%25A9', 'a%2f%2fb'])
      expect(readArtifactPath(readArtifactPath(text).path).path).toBe(readArtifactPath(text).path);
  });

  it('decodes in bounded time', () => {
    expect(() => readArtifactPath(`%${'25'.repeat(100)}2e`)).toThrow('Invalid path');
    expect(() => readArtifactPath('%25'.repeat(500_000))).toThrow('Invalid path');
    expect(() => readArtifactPath('a/'.repeat(1_000_000))).toThrow('longer');
  });
});

describe('paths that are written or deleted', () => {
  it.each([
    '',
    '.',
    '//',
    'a/',
    'a/.',
    'a/./b',
    './a',
    'a//b/c',
    'a/%2fetc/passwd',
    'x'.repeat(256),
    'é'.repeat(128),
  ])('refuses to upload to %j', (path) => {
    expect(() => readUploadPath(path)).toThrow(MlflowError);
  });

  it.each(['', '.', './', '//', 'a/.', 'a/./', '%2e', 'a/%2e'])('refuses to delete %j', (path) => {
    expect(() => readDeletePath(path)).toThrow(MlflowError);
  });

  it('takes doubled slashes before a name', () => {
    expect(readUploadPath('a/b//c').path).toBe('a/b/c');
  });

  it('deletes a folder that is named with a slash', () => {
    expect(readDeletePath('a/b/').path).toBe('a/b');
  });
});
