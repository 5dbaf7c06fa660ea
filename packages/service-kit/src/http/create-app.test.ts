import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MlflowError } from '@millrace/contracts/errors';
import { type MessageOf, message, string } from '@millrace/contracts/wire/field';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpSettings } from '../config/http-settings.ts';
import { requestContext } from '../logs/request-context.ts';
import { ServiceLogger } from '../logs/service-logger.ts';
import { allow } from '../security/access.ts';
import { undeclaredRoutes } from '../security/undeclared-routes.ts';
import { createApp } from './create-app.ts';
import { Endpoint } from './endpoint.ts';
import { Wire } from './wire.ts';

const Note = message('Note', { text: string });
let thrown: unknown;

@Controller()
class Notes {
  @Endpoint('POST', '/api/2.0/mlflow/notes/create', allow('update', 'run'))
  create(@Wire(Note) note: MessageOf<typeof Note>): object {
    return { text: note.text, request: requestContext.getStore() };
  }

  @Endpoint('GET', '/api/2.0/mlflow/notes/fail/:id', 'public')
  fail(): never {
    throw thrown;
  }
}

@Module({ controllers: [Notes] })
class NotesModule {}

const log: string[] = [];
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const settings = HttpSettings.parse({
    MILLRACE_MAX_BODY_BYTES: 100_000,
    MILLRACE_ALLOWED_ORIGINS: 'https://ui.example.com',
  });
  app = await createApp(NotesModule, settings, {
    logger: new ServiceLogger('test', settings, (line) => void log.push(line)),
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const post = (body: string, headers = {}): Promise<Response> =>
  fetch(`${url}/api/2.0/mlflow/notes/create`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const fail = (error: unknown): Promise<Response> => {
  thrown = error;
  return fetch(`${url}/api/2.0/mlflow/notes/fail/1`);
};
/** Sends text as it is and reads all that comes back. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(request);
  return text(socket);
}

test('a request has an id, in the answer and in what is logged for it', async () => {
  const reply = await post('{"text":"a"}', { 'x-request-id': 'my-1' });
  expect(reply.headers.get('x-request-id')).toBe('my-1');
  expect(await reply.json()).toEqual({ text: 'a', request: 'my-1' });
  const forged = await post('{}', { 'x-request-id': 'a b' });
  expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('answers forbid guessing of types and foreign frames', async () => {
  const { headers } = await post('{}');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

test('JSON goes out without a charset, errors too', async () => {
  for (const body of ['{}', '[]'])
    expect((await post(body)).headers.get('content-type')).toBe('application/json');
});

test('whoever asks for a workspace is refused, and an address may end in a slash', async () => {
  const elsewhere = await post('{}', { 'x-mlflow-workspace': 'team' });
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([400, { error_code: 'FEATURE_DISABLED' }]);
  thrown = new MlflowError('BAD_REQUEST', 'x');
  const reply = await fetch(`${url}//ajax-api/2.0/mlflow/notes/fail/1`);
  expect(await reply.json()).toMatchObject({ error_code: 'BAD_REQUEST' });
});

test('unknown paths are 404, known ones with a wrong method 405', async () => {
  const missing = await fetch(`${url}/api/2.0/mlflow/nothing`);
  expect([missing.status, await missing.json()]).toMatchObject([404, { error_code: 'ENDPOINT_NOT_FOUND' }]);
  const wrong = await fetch(`${url}/ajax-api/2.0/mlflow/notes/create`, { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await wrong.json()).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' });
});

test.each([
  ['a body that is too large', 413, () => post('x'.repeat(100_001))],
  ['a body that is too deep', 400, () => post(`${'['.repeat(500)}${']'.repeat(500)}`)],
  ['a body that is too deep within a string', 400, () => post(JSON.stringify('['.repeat(500)))],
  ['a content type that is none', 400, () => post('{}', { 'content-type': 'nonsense' })],
  ['a path that is badly encoded', 400, () => fetch(`${url}/api/2.0/mlflow/notes/fail/%ff`)],
  [
    'a path parameter that is too long',
    414,
    () => fetch(`${url}/api/2.0/mlflow/notes/fail/${'x'.repeat(6000)}`),
  ],
])('%s is refused in the usual shape', async (_what, status, send) => {
  const reply = await send();
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ error_code: expect.any(String), message: expect.any(String) });
});

test('what is no HTTP, or too much of it, is refused in the usual shape', async () => {
  expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*"error_code":"BAD_REQUEST"/);
  const large = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`;
  expect(await raw(large)).toMatch(/^HTTP\/1.1 431 [\s\S]*"error_code":"BAD_REQUEST"/);
  const short =
    'Host: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{';
  expect(await raw(`POST /api/2.0/mlflow/notes/create HTTP/1.1\r\n${short}`)).toMatch(/^HTTP\/1.1 200 /);
});

test.each([
  [Object.assign(new Error('invalid byte sequence'), { code: '22021' }), 400, 'INVALID_PARAMETER_VALUE'],
  [
    Object.assign(new Error('out of range for type integer'), { code: '22003' }),
    400,
    'INVALID_PARAMETER_VALUE',
  ],
  [
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    503,
    'TEMPORARILY_UNAVAILABLE',
  ],
  [new Error('Connection terminated unexpectedly'), 503, 'TEMPORARILY_UNAVAILABLE'],
  [Object.assign(new Error('deadlock detected'), { code: '40P01' }), 503, 'TEMPORARILY_UNAVAILABLE'],
  [
    Object.assign(new Error('Raw query failed'), {
      meta: { driverAdapterError: Object.assign(new Error('x'), { cause: { originalCode: '22003' } }) },
    }),
    400,
    'INVALID_PARAMETER_VALUE',
  ],
  [
    Object.assign(new Error('registry is away'), { errorCode: 'TEMPORARILY_UNAVAILABLE' }),
    503,
    'TEMPORARILY_UNAVAILABLE',
  ],
  [new MlflowError('RESOURCE_DOES_NOT_EXIST', 'no'), 404, 'RESOURCE_DOES_NOT_EXIST'],
])('%s is answered with %i', async (error, status, code) => {
  const reply = await fail(error);
  expect([reply.status, await reply.json()]).toMatchObject([status, { error_code: code }]);
  expect(reply.headers.get('retry-after')).toBeNull();
});

test('an error of our own is logged with its stack, and not told', async () => {
  log.length = 0;
  const reply = await fail(new TypeError('secret of the house'));
  const body = await reply.text();
  expect(reply.status).toBe(500);
  expect(body).not.toMatch(/secret|\bat /);
  const entry = JSON.parse(log[0] ?? '') as Record<string, unknown>;
  expect(entry).toMatchObject({
    level: 'error',
    context: 'http',
    request: reply.headers.get('x-request-id'),
  });
  expect(entry['stack']).toMatch('secret of the house');
  expect(body).toContain(String(entry['request']));
});

test('pages of allowed origins get CORS headers, others a refusal', async () => {
  const headers = {
    origin: 'https://ui.example.com',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };
  const preflight = await fetch(`${url}/api/2.0/mlflow/notes/create`, { method: 'OPTIONS', headers });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('https://ui.example.com');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  const foreign = await post('{}', { origin: 'https://evil.example' });
  expect([foreign.status, await foreign.json()]).toMatchObject([403, { error_code: 'PERMISSION_DENIED' }]);
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
});

test('OPTIONS tells the methods of a path', async () => {
  const reply = await fetch(`${url}/api/2.0/mlflow/notes/create`, { method: 'OPTIONS' });
  expect([reply.status, reply.headers.get('allow')]).toEqual([204, 'POST']);
});

test('health, version, metrics and documents', async () => {
  const get = async (path: string): Promise<string> => (await fetch(url + path)).text();
  expect(await get('/health')).toBe('OK');
  expect(await get('/version')).toBe('3.17.2');
  await post('{}');
  const metrics = await get('/metrics');
  expect(metrics).toMatch(
    /_count\{method="POST",route="\/api\/2.0\/mlflow\/notes\/create",status="200"\} \d/,
  );
  expect(metrics).toMatch(/^process_cpu_seconds_total /m);
  const document = JSON.parse(await get('/docs/openapi.json')) as Record<string, unknown>;
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/api/2.0/mlflow/notes/create': {
        post: { 'x-millrace-access': { permission: 'update', resource: 'run' } },
      },
      '/api/2.0/mlflow/notes/fail/{id}': { get: { parameters: [{ name: 'id', in: 'path' }] } },
    },
    components: { schemas: { Note: { properties: { text: { type: 'string' } } } } },
  });
  expect(await get('/docs')).toContain('/api/2.0/mlflow/notes/create');
});

test('every route says who may call it, and one that does not is found', async () => {
  expect(undeclaredRoutes(app)).toEqual([]);
  const other = await createApp(NotesModule, HttpSettings.parse({ MILLRACE_LOG_LEVEL: 'error' }));
  other
    .getHttpAdapter()
    .getInstance()
    .get('/forgotten', () => '');
  await other.init();
  expect(undeclaredRoutes(other)).toContain('GET /forgotten');
  await other.close();
});
