import { once } from 'node:events';
import { readdir, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ArtifactServer, startArtifactServer } from '../../test/artifact-server.ts';
import { ESCAPES } from '../../../../packages/artifact-stores/test/escapes.ts';
import { rawRequest, type RawAnswer } from '../../test/raw-request.ts';

const PROXY = '/api/2.0/mlflow-artifacts/artifacts';

describe('the mlflow-artifacts proxy of a service that has only a folder', () => {
  let server: ArtifactServer;
  const send = (
    method: string,
    path: string,
    options?: Parameters<typeof rawRequest>[3],
  ): Promise<RawAnswer> => rawRequest(server.url, method, path, options);
  const put = (path: string, body: string | Buffer): Promise<RawAnswer> =>
    send('PUT', `${PROXY}/${path}`, { body });

  beforeAll(async () => {
    server = await startArtifactServer();
  });

  afterAll(() => server.stop());

  it('answers 200 with nothing to an upload, under both prefixes', async () => {
    const answer = await put('up/a.txt', 'hello');
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(answer.headers['content-type']).toBeUndefined();
    expect((await send('PUT', `/ajax-api${PROXY.slice(4)}/up/b.txt`, { body: 'x' })).status).toBe(200);
    expect((await send('GET', `${PROXY}?path=up`)).body).toBe(
      '{"files":[{"path":"a.txt","is_dir":false,"file_size":5},{"path":"b.txt","is_dir":false,"file_size":1}]}',
    );
  });

  it('tells of a file in the headers of GET and HEAD, and sends it only once to who has it', async () => {
    await put('head/%C3%A9.html', '<p>');
    const got = await send('GET', `${PROXY}/head/%C3%A9.html`);
    expect(got.headers).toMatchObject({
      'content-type': 'text/html',
      'content-disposition': "attachment; filename=e.html; filename*=UTF-8''%C3%A9.html",
      'x-content-type-options': 'nosniff',
      'content-length': '3',
      'accept-ranges': 'bytes',
    });
    const head = await send('HEAD', `${PROXY}/head/%C3%A9.html`);
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers).toMatchObject({
      'content-length': '3',
      'content-type': 'text/html',
      etag: got.headers.etag,
    });
    const again = await send('GET', `${PROXY}/head/%C3%A9.html`, {
      headers: { 'if-none-match': got.headers.etag ?? '' },
    });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-300', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
  ])('answers the range %s with %d', async (range, status, body, contentRange) => {
    await put('ranges', '0123456789');
    const answer = await send('GET', `${PROXY}/ranges`, { headers: { range } });
    expect(answer).toMatchObject({ status, body });
    expect(answer.headers['content-range']).toBe(contentRange);
  });

  it.each(['x', 'bytes=', 'bytes=a-b', 'bytes=5-2', 'bytes=-', 'lines=1-2'])(
    'refuses the range %j',
    async (range) => {
      await put('ranges', '0123456789');
      const answer = await send('GET', `${PROXY}/ranges`, { headers: { range } });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ error_code: 'BAD_REQUEST' });
    },
  );

  it.each(Object.entries(ESCAPES))('never leaves its root by %s', async (_, path) => {
    await writeFile(join(dirname(server.root), 'secret'), 'secret');
    const wire = encodeURIComponent(path);
    const answers = await Promise.all([
      send('GET', `${PROXY}/${wire}`),
      send('PUT', `${PROXY}/${wire}`, { body: 'x' }),
      send('DELETE', `${PROXY}/${wire}`),
      send('GET', `${PROXY}?path=${wire}`),
      send('GET', `${PROXY}?path=${wire.replaceAll('%2F', '/').replaceAll('%2E', '.')}`),
      send('POST', `/api/2.0/mlflow-artifacts/mpu/create/${wire}`, {
        body: '{"path":"x","num_parts":1}',
        headers: { 'content-type': 'application/json' },
      }),
      send('GET', `/api/2.0/mlflow-artifacts/presigned/${wire}`),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(JSON.parse(body)).toMatchObject({
        error_code: 'INVALID_PARAMETER_VALUE',
        message: expect.any(String),
      });
    }
    expect(await readdir(dirname(server.root))).toEqual(['root', 'secret']);
  });

  it.each(['../secret', 'a/../../secret', './../secret', '%2e%2e/secret', '..%2fsecret', '.%2e%2fsecret'])(
    'never leaves its root by the raw path %s',
    async (path) => {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const answer = await send(method, `${PROXY}/${path}`, { body: method === 'PUT' ? 'x' : '' });
        expect(answer.status).toBe(400);
      }
      expect(await readdir(dirname(server.root))).toEqual(['root', 'secret']);
    },
  );

  it('takes nothing after a # for a comment', async () => {
    await put('hash/a', 'x');
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await send(method, `${PROXY}/hash/#x`, { body: method === 'PUT' ? 'x' : '' })).status).toBe(
        400,
      );
    expect((await send('GET', `${PROXY}/hash/a`)).body).toBe('x');
  });

  it('refuses links that lead out of the root', async () => {
    await put('a', 'x');
    await symlink(join(dirname(server.root), 'secret'), join(server.root, 'link'));
    expect((await send('GET', `${PROXY}/link`)).status).toBe(400);
  });

  it('refuses with MLflow’s words', async () => {
    expect(JSON.parse((await send('GET', `${PROXY}/../x`)).body)).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: 'Invalid path',
    });
    const presigned = await send('GET', '/api/2.0/mlflow-artifacts/presigned/x');
    expect(presigned.status).toBe(501);
    expect((await send('DELETE', `${PROXY}/`)).status).toBeGreaterThanOrEqual(400);
  });

  it('says which service is missing where it needs one', async () => {
    for (const path of ['/get-artifact?run_id=1&path=x', '/api/2.0/mlflow/artifacts/list?run_id=1']) {
      const answer = await send('GET', path);
      expect(answer.status).toBe(503);
      expect(JSON.parse(answer.body)).toMatchObject({ message: expect.stringContaining('tracking') });
    }
    const version = await send('GET', '/model-versions/get-artifact?name=m&version=1&path=x');
    expect(version.body).toContain('registry');
  });

  it('stores nothing of an upload that its client breaks off', async () => {
    const port = Number(new URL(server.url).port);
    const socket = connect(port, '127.0.0.1');
    socket.write(`PUT ${PROXY}/broken/off HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50000000\r\n\r\n`);
    socket.write(Buffer.alloc(3_000_000));
    await eventually(async () => (await staged()) === 1);
    socket.destroy();
    await once(socket, 'close');
    await eventually(async () => (await staged()) === 0);
    expect(await readdir(server.root)).not.toContain('broken');
  });

  async function staged(): Promise<number> {
    const names = await readdir(join(server.root, '.artifact.uploading.millrace'), { recursive: true });
    return names.filter((name) => name.includes('/')).length;
  }
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error('It did not become true within 5 s');
}
