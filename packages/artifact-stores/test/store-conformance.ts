import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import type { ArtifactStore, ByteRange } from '../src/store/artifact-store.ts';

const MIB = 1024 * 1024;

/** What every artifact store does alike. Each test keeps to a folder of its own. */
export function storeConformance(make: () => ArtifactStore): void {
  const put = (path: string, content: string): Promise<void> =>
    make().put(path, Readable.from([Buffer.from(content)]));
  const get = async (path: string, range?: ByteRange): Promise<string> => {
    const content = await (await make().open(path)).read(range);
    return Buffer.isBuffer(content) ? content.toString() : text(content);
  };
  const names = async (folder: string): Promise<string[]> =>
    (await make().list(folder)).map(({ name }) => name);

  it('gives back what was put, and its size', async () => {
    await put('basic/dir/a.txt', 'hello');
    expect(await get('basic/dir/a.txt')).toBe('hello');
    const file = await make().open('basic/dir/a.txt');
    expect(file.size).toBe(5);
    expect(Math.abs(Date.now() - file.modified.getTime())).toBeLessThan(60_000);
    await file.close();
  });

  it('keeps an empty file', async () => {
    await put('empty/e', '');
    expect(await get('empty/e')).toBe('');
    expect(await make().list('empty')).toEqual([{ name: 'e', isFolder: false, size: 0 }]);
  });

  it('replaces a file, and changes its etag', async () => {
    await put('replace/a', 'one');
    const before = await make().open('replace/a');
    await put('replace/a', 'two');
    const after = await make().open('replace/a');
    expect(after.etag).not.toBe(before.etag);
    await before.close();
    await after.close();
    expect(await get('replace/a')).toBe('two');
  });

  it('keeps 40 MiB of random bytes that come in odd pieces, and reads ranges of them', async () => {
    const bytes = randomBytes(40 * MIB);
    const pieces = function* (): Generator<Buffer> {
      for (let at = 0; at < bytes.length; at += 77_777) yield bytes.subarray(at, at + 77_777);
    };
    await make().put('big/b', Readable.from(pieces()), { size: bytes.length });
    const hash = createHash('sha256');
    const whole = await (await make().open('big/b')).read();
    for await (const chunk of whole as Readable) hash.update(chunk as Buffer);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    const range = { start: 10 * MIB - 3, end: 10 * MIB + 3 };
    const part = await (await make().open('big/b')).read(range);
    const got = Buffer.isBuffer(part) ? part : Buffer.concat(await part.toArray());
    expect(got.equals(bytes.subarray(range.start, range.end + 1))).toBe(true);
  });

  it('reads ranges of a small file', async () => {
    await put('range/a', '0123456789');
    expect(await get('range/a', { start: 0, end: 0 })).toBe('0');
    expect(await get('range/a', { start: 3, end: 9 })).toBe('3456789');
  });

  it('lists a folder in code point order, folders without size, nothing of deeper levels', async () => {
    for (const name of ['b', 'a/1', 'a/2/3', 'Z', 'é', '\ufffd', '😀', 'a.txt', '%41', 'with space'])
      await put(`list/${name}`, 'xy');
    expect(await names('list')).toEqual(['%41', 'Z', 'a', 'a.txt', 'b', 'with space', 'é', '\ufffd', '😀']);
    expect((await make().list('list'))[2]).toEqual({ name: 'a', isFolder: true, size: 0 });
    expect(await make().list('list/a')).toEqual([
      { name: '1', isFolder: false, size: 2 },
      { name: '2', isFolder: true, size: 0 },
    ]);
  });

  it('lists nothing for a file, for nothing, and for the beginning of a name', async () => {
    await put('nothing/file', 'x');
    expect(await names('nothing/file')).toEqual([]);
    expect(await names('nothing/no')).toEqual([]);
    expect(await names('noth')).toEqual([]);
  });

  it('says of a missing file that it is missing, and of a folder that it is one', async () => {
    await put('kinds/folder/a', 'x');
    await expect(make().open('kinds/nosuch', 'shown')).rejects.toMatchObject({
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
      message: "No such artifact: 'shown'",
    });
    await expect(make().open('kinds/folder/a/below')).rejects.toMatchObject({
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
    });
    for (const folder of ['kinds/folder', ''])
      await expect(make().open(folder)).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
  });

  it('has nothing at a name that is longer than a file can have', async () => {
    const name = 'x'.repeat(300);
    for (const path of [name, `${name}/a`]) {
      await expect(make().open(path)).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
      expect(await make().list(path)).toEqual([]);
      await make().delete(path);
    }
  });

  it('deletes a file, a folder, and nothing, and never a neighbour', async () => {
    for (const name of ['a', 'dir/a', 'dir/sub/b', 'dir.txt', 'dirty/a']) await put(`delete/${name}`, 'x');
    await make().delete('delete/dir');
    await make().delete('delete/a');
    await make().delete('delete/nosuch/deeper');
    await make().delete('delete/dir.txt/below');
    expect(await names('delete')).toEqual(['dir.txt', 'dirty']);
  });

  it('deletes a folder of 1,200 files', async () => {
    for (let at = 0; at < 1200; at += 100)
      await Promise.all(Array.from({ length: 100 }, (_, index) => put(`many/${at + index}`, 'x')));
    expect(await names('many')).toHaveLength(1200);
    await make().delete('many');
    expect(await names('many')).toEqual([]);
  }, 60_000);

  it.each([10, 20 * MIB])('stores nothing of an upload that fails after %d bytes', async (bytes) => {
    const failing = function* (): Generator<Buffer> {
      for (let sent = 0; sent < bytes; sent += MIB) yield Buffer.alloc(Math.min(MIB, bytes));
      throw new Error('the client went away');
    };
    await put(`failed/${bytes}/before`, 'old');
    for (const name of ['new', 'before'])
      await expect(make().put(`failed/${bytes}/${name}`, Readable.from(failing()))).rejects.toThrow(
        'went away',
      );
    expect(await names(`failed/${bytes}`)).toEqual(['before']);
    expect(await get(`failed/${bytes}/before`)).toBe('old');
  });

  it.each([2, 30])('stores nothing when %d bytes were announced and 3 came', async (size) => {
    const upload = make().put('length/a', Readable.from([Buffer.from('abc')]), { size });
    await expect(upload).rejects.toMatchObject({ errorCode: 'BAD_REQUEST' });
    expect(await names('length')).toEqual([]);
  });

  it('lets one of many uploads to one path win whole, and readers see no mixture', async () => {
    const writers = Array.from({ length: 8 }, (_, index) => Buffer.alloc(MIB, index));
    await make().put('race/a', Readable.from([writers[0] as Buffer]));
    const writing = new AbortController();
    const reading = (async () => {
      for (let reads = 0; !writing.signal.aborted || reads === 0; reads += 1) {
        // A store may tell that the file was replaced between being opened and read; it may not mix two of them.
        const content = await make()
          .open('race/a')
          .then((file) => file.read())
          .catch(() => undefined);
        if (content === undefined) continue;
        const bytes = Buffer.isBuffer(content) ? content : Buffer.concat(await content.toArray());
        expect(new Set(bytes).size).toBe(1);
        expect(bytes).toHaveLength(MIB);
      }
    })();
    const uploads = writers.map((bytes) =>
      make().put('race/a', Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)])),
    );
    const outcomes = await Promise.allSettled(uploads);
    writing.abort();
    await reading;
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  });
}
