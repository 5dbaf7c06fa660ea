import { once } from 'node:events';
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { undeclaredRoutes } from '@millrace/service-kit/security/undeclared-routes';
import { type RunningService, runService } from '@millrace/service-kit/run-service';
import { WebModule } from '@millrace/service-kit/web/web.module';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { GatewayModule } from './gateway.module.ts';
import { GatewaySettings, upstreamUrls } from './gateway-settings.ts';

let answer: (...exchange: Parameters<RequestListener>) => unknown;
let upstream: Server;
let port: number;
let gateway: RunningService;

async function listen(on = 0): Promise<Server> {
  const server = createServer((request, response) => answer(request, response));
  server.listen(on, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

beforeAll(async () => {
  upstream = await listen();
  port = (upstream.address() as AddressInfo).port;
  gateway = await runService({
    name: 'gateway',
    settings: GatewaySettings,
    environment: { PORT: '0', TRACKING_URL: `http://127.0.0.1:${port}/`, MILLRACE_MAX_BODY_BYTES: '1000' },
    modules: (settings) => [GatewayModule.forRoot(upstreamUrls(settings)), WebModule.forRoot(undefined)],
    started: () => undefined,
    logger: { log() {}, warn() {}, error() {} },
  });
});
afterAll(async () => {
  await gateway.stop();
  await stop(upstream);
});
afterEach(() => {
  answer = (_request, response) => response.end();
});

test('passes on path, query, body and who asks, and the answer back', async () => {
  let seen: unknown;
  answer = async (request, response) => {
    const { method, url, headers } = request;
    seen = { method, url, body: (await buffer(request)).toString(), headers };
    response.writeHead(404, { 'content-type': 'application/json', 'x-own': 'a' }).end('{"error_code":"X"}');
  };
  const reply = await fetch(`${gateway.url}/ajax-api/2.0/mlflow/runs/%252e/x?a=1&a=%20`, {
    method: 'POST',
    body: '{"a":1}',
    headers: {
      'x-request-id': 'abc',
      'x-forwarded-for': '10.0.0.9',
      origin: gateway.url,
      connection: 'keep-alive',
    },
  });
  expect(reply.status).toBe(404);
  expect(reply.headers.get('x-own')).toBe('a');
  expect(reply.headers.get('x-request-id')).toBe('abc');
  expect(await reply.text()).toBe('{"error_code":"X"}');
  expect(seen).toMatchObject({
    method: 'POST',
    url: '/api/2.0/mlflow/runs/%252e/x?a=1&a=%20',
    body: '{"a":1}',
    headers: {
      'x-request-id': 'abc',
      'x-forwarded-for': '10.0.0.9, 127.0.0.1',
      'x-forwarded-host': new URL(gateway.url).host,
      'x-forwarded-proto': 'http',
    },
  });
  expect((seen as { headers: object }).headers).not.toHaveProperty('origin');
});

test('a path is passed on as it was written, dots and all', async () => {
  let url: string | undefined;
  answer = (request, response) => {
    ({ url } = request);
    response.end();
  };
  const outgoing = httpRequest({
    port: new URL(gateway.url).port,
    path: '/api/2.0/mlflow/%2e%2e/..%2f/a',
  }).end();
  await once(outgoing, 'response');
  expect(url).toBe('/api/2.0/mlflow/%2e%2e/..%2f/a');
});

test('streams both ways: the answer starts before the request has ended', async () => {
  answer = (request, response) => void request.pipe(response);
  const outgoing = httpRequest({
    port: new URL(gateway.url).port,
    path: '/api/2.0/mlflow/echo',
    method: 'PUT',
    headers: { 'transfer-encoding': 'chunked' },
  });
  outgoing.write('first');
  const [response] = (await once(outgoing, 'response')) as [AsyncIterable<Buffer>];
  const chunks = response[Symbol.asyncIterator]();
  expect(String((await chunks.next()).value)).toBe('first');
  outgoing.end('second');
  expect(String((await chunks.next()).value)).toBe('second');
});

test('bodies have no limit of the gateway', async () => {
  answer = async (request, response) => response.end(String((await buffer(request)).length));
  const body = new Uint8Array(2_000_000);
  const reply = await fetch(`${gateway.url}/api/2.0/mlflow/x`, { method: 'PUT', body });
  expect(await reply.text()).toBe(String(body.length));
});

test('HEAD, ranges and lengths pass', async () => {
  answer = (request, response) =>
    response
      .writeHead(206, {
        'content-length': '5',
        'content-range': 'bytes 0-4/9',
        'x-range': request.headers.range ?? '',
      })
      .end(request.method === 'HEAD' ? undefined : 'hello');
  const headers = { range: 'bytes=0-4' };
  const head = await fetch(`${gateway.url}/api/2.0/mlflow/x`, { method: 'HEAD', headers });
  expect([head.status, head.headers.get('content-length'), head.headers.get('x-range')]).toEqual([
    206,
    '5',
    'bytes=0-4',
  ]);
  const get = await fetch(`${gateway.url}/api/2.0/mlflow/x`, { headers });
  expect([await get.text(), get.headers.get('content-range')]).toEqual(['hello', 'bytes 0-4/9']);
});

test('a GET whose connection breaks is repeated, a POST is answered with 503', async () => {
  let asked = 0;
  answer = (request, response) => {
    if (++asked === 1 || request.method === 'POST') request.socket.destroy();
    else response.end('again');
  };
  expect(await (await fetch(`${gateway.url}/api/2.0/mlflow/x`)).text()).toBe('again');
  asked = 0;
  const post = await fetch(`${gateway.url}/api/2.0/mlflow/x`, { method: 'POST', body: '{}' });
  // Without Retry-After: MLflow's client would give up after seven seconds.
  expect([post.status, post.headers.get('retry-after'), asked]).toEqual([503, null, 1]);
  expect(await post.json()).toMatchObject({
    error_code: 'TEMPORARILY_UNAVAILABLE',
    message: expect.stringContaining('tracking service broke off'),
  });
});

test('requests wait for a service that restarts, and are refused when it stays away', async () => {
  answer = async (request, response) => response.end(await buffer(request));
  await stop(upstream);
  const waiting = fetch(`${gateway.url}/api/2.0/mlflow/x`, { method: 'POST', body: 'kept' });
  upstream = await listen(port);
  expect(await (await waiting).text()).toBe('kept');
  await stop(upstream);
  const refused = await fetch(`${gateway.url}/api/2.0/mlflow/x`);
  expect(refused.status).toBe(503);
  upstream = await listen(port);
});

test('an answer that breaks off breaks off for the client too', async () => {
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  const reply = await fetch(`${gateway.url}/api/2.0/mlflow/x`);
  await expect(reply.text()).rejects.toThrow();
});

test('a client that goes away ends the request behind', async () => {
  const controller = new AbortController();
  const ended = new Promise<void>((resolve) => {
    answer = (_request, response) => {
      response.once('close', resolve);
      controller.abort();
    };
  });
  const pending = fetch(`${gateway.url}/api/2.0/mlflow/x`, { signal: controller.signal }).catch(
    () => undefined,
  );
  await Promise.all([pending, ended]);
});

test('a service that is not there is named, with its setting', async () => {
  const reply = await fetch(`${gateway.url}/api/2.0/mlflow/registered-models/get?name=x`);
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({ message: expect.stringMatching(/registry .* REGISTRY_URL/) });
});

test('/ready asks the services behind', async () => {
  answer = (_request, response) => response.end('{}');
  expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
  answer = (_request, response) => response.writeHead(503).end('{"message":"PostgreSQL: refused"}');
  const reply = await fetch(`${gateway.url}/ready`);
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({
    message: 'tracking (set by TRACKING_URL): PostgreSQL: refused',
  });
});

test('foreign pages are refused before anything is passed on', async () => {
  const reply = await fetch(`${gateway.url}/api/2.0/mlflow/x`, {
    headers: { origin: 'https://evil.example' },
  });
  expect(reply.status).toBe(403);
});

test('unknown paths are 404, every route says who may call it', async () => {
  expect((await fetch(`${gateway.url}/nothing`)).status).toBe(404);
  expect((await fetch(`${gateway.url}/v1/nothing`)).status).toBe(404);
  expect(undeclaredRoutes(gateway.app)).toEqual([]);
});
