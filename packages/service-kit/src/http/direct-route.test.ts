import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import { HttpSettings } from '../config/http-settings.ts';
import { createApp } from './create-app.ts';

@Module({})
class NothingModule {}

let app: NestFastifyApplication;
let url: string;
beforeAll(async () => {
  const settings = HttpSettings.parse({ MILLRACE_MAX_BODY_BYTES: 1000 });
  app = await createApp(NothingModule, settings, {
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.post('/echo/:name', { config: { access: 'public' } }, (request, reply) =>
    reply.type('text/plain').send(`fastify ${(request.body as Buffer).toString()}`),
  );
  fastify.answerDirectly({
    route: '/echo/:name',
    find: (address) =>
      address === '/echo/known'
        ? async ({ body, contentType }) => {
            const text = body.toString();
            if (text === 'refuse') throw new MlflowError('RESOURCE_CONFLICT', 'It is refused.');
            if (text === 'fail') throw new Error('secret');
            return {
              status: 200,
              headers: { 'content-type': 'text/plain' },
              body: `direct ${contentType} ${text}`,
            };
          }
        : undefined,
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const post = (path: string, body: string, headers = {}): Promise<Response> =>
  fetch(url + path, { method: 'POST', body, headers: { 'content-type': 'text/x', ...headers } });

test('a plain request is answered directly, with the headers that all answers have', async () => {
  const answer = await post('/echo/known', 'hello', { 'x-request-id': 'mine' });
  expect(await answer.text()).toBe('direct text/x hello');
  expect(answer.headers.get('x-request-id')).toBe('mine');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

test('whatever is not plain goes to Fastify', async () => {
  expect(await (await post('/echo/other', 'a')).text()).toBe('fastify a');
  expect(await (await post('/echo/known', 'a', { origin: url })).text()).toBe('fastify a');
  expect((await post('/echo/known', 'a', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await post('/echo/known', 'a', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await post('/echo/known', 'x'.repeat(1001))).status).toBe(413);
  const stream = ReadableStream.from([new TextEncoder().encode('chunked')]);
  const init = { method: 'POST', body: stream, duplex: 'half' as const };
  expect(await (await fetch(`${url}/echo/known`, init)).text()).toBe('fastify chunked');
});

test('errors are those of the protocol, and nothing else is told', async () => {
  const refused = await post('/echo/known', 'refuse');
  expect(refused.status).toBe(409);
  expect(await refused.json()).toEqual({ error_code: 'RESOURCE_CONFLICT', message: 'It is refused.' });
  const failed = await post('/echo/known', 'fail');
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain('secret');
});

test('both ways are counted as one route', async () => {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const lines = metrics
    .split('\n')
    .filter((line) => line.includes('_count{method="POST",route="/echo/:name",status="200"}'));
  expect(lines).toEqual([
    'http_request_duration_seconds_count{method="POST",route="/echo/:name",status="200"} 4',
  ]);
});
