import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasMinio, Minio } from '../../../test/minio.ts';
import { storeConformance } from '../../../test/store-conformance.ts';
import { Stores } from '../stores.ts';
import type { ArtifactStore } from '../artifact-store.ts';
import { S3Store } from './s3-store.ts';

const MIB = 1024 * 1024;

(hasMinio ? describe : describe.skip)('the S3 artifact store', () => {
  let minio: Minio;
  let stores: Stores;
  let store: ArtifactStore;

  beforeAll(async () => {
    minio = await Minio.start();
    stores = new Stores(minio.settings, undefined);
    store = stores.root;
  }, 60_000);

  afterAll(async () => {
    await stores.close();
    await minio.stop();
  });

  storeConformance(() => store);

  it('leaves no parts of an upload that failed', async () => {
    expect(await minio.unfinishedUploads('some/prefix/failed')).toEqual([]);
  });

  it('keeps everything under its prefix', async () => {
    await store.put('prefixed/a', Readable.from([Buffer.from('x')]));
    const outer = new S3Store(() => Promise.resolve(minio.s3), 'artifacts', '');
    expect((await outer.list('some/prefix/prefixed')).map(({ name }) => name)).toEqual(['a']);
  });

  it('takes a file in parts that are sent to the addresses it gives', async () => {
    const { direct } = store;
    const { uploadId, urls } = (await direct?.createUpload('parts/a', 2)) ?? { uploadId: '', urls: [] };
    expect(await minio.unfinishedUploads('some/prefix/parts/a')).toHaveLength(1);
    const parts = [Buffer.alloc(5 * MIB, 1), Buffer.from('end')];
    const etags = await Promise.all(
      urls.map(async (url, index) => {
        const answer = await fetch(url, { method: 'PUT', body: parts[index] ?? null });
        expect(answer.status).toBe(200);
        return answer.headers.get('etag') ?? '';
      }),
    );
    await direct?.completeUpload(
      'parts/a',
      uploadId,
      etags.map((etag, index) => ({ partNumber: index + 1, etag })),
    );
    expect((await store.open('parts/a')).size).toBe(5 * MIB + 3);
  });

  it('forgets an upload in parts that is aborted, and refuses wrong parts and unknown uploads', async () => {
    const { direct } = store;
    const { uploadId } = (await direct?.createUpload('aborted/a', 1)) ?? { uploadId: '' };
    const wrong = direct?.completeUpload('aborted/a', uploadId, [{ partNumber: 1, etag: 'nonsense' }]);
    await expect(wrong).rejects.toMatchObject({ errorCode: 'INVALID_PARAMETER_VALUE' });
    await direct?.abortUpload('aborted/a', uploadId);
    expect(await minio.unfinishedUploads('some/prefix/aborted')).toEqual([]);
    await expect(direct?.completeUpload('aborted/a', uploadId, [])).rejects.toMatchObject({
      httpStatus: expect.any(Number),
    });
  });

  it('gives an address to upload to and one to download from, as an attachment', async () => {
    const upload = await store.direct?.uploadUrl('signed/ä.html', 60);
    const sent = await fetch(upload?.url ?? '', {
      method: 'PUT',
      body: 'hello',
      headers: upload?.headers ?? {},
    });
    expect(sent.status).toBe(200);
    const download = await store.direct?.downloadUrl('signed/ä.html', 60);
    expect(download?.size).toBe(5);
    const answer = await fetch(download?.url ?? '');
    expect(await answer.text()).toBe('hello');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*%C3%A4\.html$/);
    expect(answer.headers.get('content-type')).toBe('text/html');
    await expect(store.direct?.downloadUrl('signed/nosuch', 60)).rejects.toMatchObject({
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
    });
  });

  it('says that the bucket is missing, and that nothing answers', async () => {
    const missing = new S3Store(() => Promise.resolve(minio.s3), 'nosuch-bucket', '');
    await expect(missing.list('')).rejects.toMatchObject({ errorCode: 'RESOURCE_DOES_NOT_EXIST' });
    await expect(missing.check()).rejects.toThrow(/no bucket 'nosuch-bucket' at http:\/\/127\.0\.0\.1:\d+/);
    const away = new Stores({ ...minio.settings, S3_ENDPOINT: 'http://127.0.0.1:1' }, undefined);
    await expect(away.root.list('')).rejects.toMatchObject({ errorCode: 'TEMPORARILY_UNAVAILABLE' });
    await away.close();
  });
});
