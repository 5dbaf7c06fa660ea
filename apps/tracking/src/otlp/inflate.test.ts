import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { CannotInflate, inflateBody, MAX_INFLATED_BYTES } from './inflate.ts';

const body = Buffer.from('spans');

describe('a compressed body', () => {
  it.each([
    ['gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    [undefined, body],
  ])('is inflated: %s', async (encoding, compressed) => {
    expect(await inflateBody(compressed, encoding)).toEqual(body);
  });

  it('is refused when it is broken, of an unknown encoding, or grows past all bounds', async () => {
    await expect(inflateBody(body, 'gzip')).rejects.toThrow('Failed to decompress gzip payload');
    await expect(inflateBody(Buffer.from('?'), 'deflate')).rejects.toThrow(CannotInflate);
    await expect(inflateBody(body, 'br')).rejects.toThrow('Unsupported Content-Encoding: br');
    const bomb = gzipSync(Buffer.alloc(MAX_INFLATED_BYTES + 1));
    expect(bomb.length).toBeLessThan(200_000);
    await expect(inflateBody(bomb, 'gzip')).rejects.toThrow(CannotInflate);
  });
});
