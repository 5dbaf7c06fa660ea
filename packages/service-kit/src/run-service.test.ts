import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { Agent, request as httpRequest } from 'node:http';
import { Controller, type OnApplicationShutdown } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { HttpSettings } from './config/http-settings.ts';
import { Readiness } from './health/readiness.ts';
import { readinessCheck } from './health/readiness-check.ts';
import { freePort } from '../../database/test/free-port.ts';
import { Endpoint } from './http/endpoint.ts';
import { explainFailure } from './lifecycle/explain-failure.ts';
import { StartError } from './lifecycle/start-error.ts';
import { Stopping } from './lifecycle/stopping.ts';
import { type Modules, type RunningService, runService } from './run-service.ts';

const quiet = { log() {}, warn() {}, error() {} };

function run(
  modules: Modules,
  environment: NodeJS.ProcessEnv = {},
  stopped?: () => Promise<void>,
): Promise<RunningService> {
  return runService({
    name: 'test',
    settings: HttpSettings,
    environment: { PORT: '0', MILLRACE_START_TIMEOUT_SECONDS: '0', ...environment },
    modules: () => modules,
    logger: quiet,
    ...(stopped && { stopped }),
  });
}

const failureOf = async (starting: Promise<RunningService>): Promise<string> => {
  const error: unknown = await starting.then(
    () => new Error('it started'),
    (cause: unknown) => cause,
  );
  const { sentence, foreseen } = explainFailure(error);
  expect(foreseen).toBe(true);
  return sentence;
};

test('a request that is under way finishes while the service stops, and modules close after it', async () => {
  const events: string[] = [];
  let arrived: () => void = () => undefined;
  let release: () => void = () => undefined;
  const inside = new Promise<void>((resolve) => (arrived = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  @Controller()
  class Slow implements OnApplicationShutdown {
    @Endpoint('GET', '/slow', 'public')
    async slow(): Promise<object> {
      arrived();
      await released;
      events.push('answered');
      return { done: true };
    }
    onApplicationShutdown(): void {
      events.push('closed');
    }
  }
  const service = await run([{ module: class SlowModule {}, controllers: [Slow] }], {}, async () => {
    events.push('stopped');
  });
  // A connection that stays open between requests must not hold the stop up.
  const agent = new Agent({ keepAlive: true });
  const idle = httpRequest(`${service.url}/health`, { agent }).end();
  const [answer] = (await once(idle, 'response')) as [NodeJS.ReadableStream];
  answer.resume();
  await once(answer, 'end');

  const reply = fetch(`${service.url}/slow`);
  await inside;
  const stopping = service.stop();
  expect(service.app.get(Stopping).signal.aborted).toBe(true);
  release();
  expect(await (await reply).json()).toEqual({ done: true });
  await stopping;
  expect(events).toEqual(['answered', 'closed', 'stopped']);
  await expect(fetch(`${service.url}/health`)).rejects.toThrow();
  agent.destroy();
});

test('while it is drained it says that it is not ready, answers, and asks clients to leave', async () => {
  const service = await run([], { MILLRACE_DRAIN_SECONDS: '1' });
  const before = await fetch(`${service.url}/health`);
  expect(before.headers.get('connection')).toBe('keep-alive');
  const stopping = service.stop();
  const ready = await fetch(`${service.url}/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([503, { message: 'service: it is stopping' }]);
  const health = await fetch(`${service.url}/health`);
  expect([health.status, health.headers.get('connection')]).toEqual([200, 'close']);
  expect(service.app.get(Stopping).signal.aborted).toBe(false);
  await stopping;
  await expect(fetch(`${service.url}/health`)).rejects.toThrow();
});

test('a request that does not finish is cut off after its time', async () => {
  @Controller()
  class Endless {
    @Endpoint('GET', '/endless', 'public')
    endless(): Promise<never> {
      return new Promise(() => undefined);
    }
  }
  const service = await run([{ module: class EndlessModule {}, controllers: [Endless] }], {
    MILLRACE_SHUTDOWN_SECONDS: '0',
  });
  const outgoing = httpRequest(`${service.url}/endless`).end();
  const broken = once(outgoing, 'error');
  await once(outgoing, 'finish');
  await service.stop();
  await broken;
});

test('/ready names what does not answer, and why', async () => {
  const service = await run([]);
  const readiness = service.app.get(Readiness);
  readiness.add({ name: 'store', check: async () => undefined });
  expect((await fetch(`${service.url}/ready`)).status).toBe(200);
  readiness.add({ name: 'PostgreSQL', check: () => Promise.reject(new Error('connection refused')) });
  readiness.add({ name: 'Redis', timeoutMs: 10, check: () => new Promise(() => undefined) });
  const reply = await fetch(`${service.url}/ready`);
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({
    error_code: 'TEMPORARILY_UNAVAILABLE',
    message: 'PostgreSQL: connection refused; Redis: no answer within 10 ms',
    checks: [{ name: 'store', ready: true }, { ready: false }, { ready: false }],
  });
  await service.stop();
});

test('a start is refused in one sentence that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = (other.address() as AddressInfo).port;
  expect(await failureOf(run([], { PORT: String(taken) }))).toMatch(`Port ${taken} on 127.0.0.1 is taken`);
  other.close();
  expect(await failureOf(run([], { PORT: 'many' }))).toMatch('PORT is "many": must be');
  expect(await failureOf(run([], { HOST: '203.0.113.9' }))).toMatch('HOST is 203.0.113.9, which is not');
});

test('a dependency that does not answer at the start is named with its setting, and what was started is ended', async () => {
  let ended = false;
  const check = readinessCheck<[Readiness]>({
    name: 'PostgreSQL',
    setting: 'DATABASE_URL',
    inject: [Readiness],
    check: (readiness) => Promise.reject(new Error(`refused${readiness ? '' : '?'}`)),
  });
  const starting = run([check], {}, async () => {
    ended = true;
  });
  expect(await failureOf(starting)).toBe('PostgreSQL (set by DATABASE_URL): refused.');
  expect(ended).toBe(true);
});

async function untilAnswers(ask: () => Promise<Response>): Promise<void> {
  while (!(await ask().catch(() => undefined))?.ok) await sleep(10);
}

test('while it waits for what it needs it is alive, says what that is, and goes on when it answers', async () => {
  const port = await freePort();
  let there = false;
  const starting = runService({
    name: 'test',
    settings: HttpSettings,
    environment: { PORT: String(port) },
    needs: () => [
      {
        name: 'PostgreSQL',
        address: 'db:5432/millrace',
        setting: 'DATABASE_URL',
        check: () => (there ? Promise.resolve() : Promise.reject(new Error('connection refused'))),
      },
    ],
    modules: () => [],
    logger: quiet,
  });
  const ask = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`);
  const message = 'PostgreSQL at db:5432/millrace (set by DATABASE_URL): connection refused';
  await untilAnswers(() => ask('/health'));
  // MLflow's client would give up too soon if it were told when to come again.
  for (const [path, retryAfter] of [
    ['/ready', '1'],
    ['/api/2.0/mlflow/experiments/search', null],
  ] as const) {
    const reply = await ask(path);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, retryAfter]);
    expect(await reply.json()).toMatchObject({ error_code: 'TEMPORARILY_UNAVAILABLE', message });
  }
  there = true;
  const service = await starting;
  expect((await ask('/ready')).status).toBe(200);
  await service.stop();
});

test('a wait ends when the service is told to stop, and at once where waiting is of no use', async () => {
  const stop = new AbortController();
  const options = { name: 'test', settings: HttpSettings, environment: { PORT: '0' }, modules: () => [] };
  const never = runService({
    ...options,
    logger: quiet,
    signal: stop.signal,
    needs: () => [{ name: 'store', check: () => Promise.reject(new Error('away')) }],
  });
  stop.abort();
  await expect(never).rejects.toMatchObject({ name: 'AbortError' });
  const useless = runService({
    ...options,
    logger: quiet,
    needs: () => [{ name: 'store', check: () => Promise.reject(new StartError('It is too new.')) }],
  });
  expect(await failureOf(useless)).toBe('It is too new.');
});

test('what answers but should be set up in another way is ready, with a warning', async () => {
  const service = await run([]);
  const check = async (): Promise<object> => ({ warning: 'it keeps nothing' });
  service.app.get(Readiness).add({ name: 'Redis', check });
  const reply = await fetch(`${service.url}/ready`);
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ checks: [{ ready: true, warning: 'it keeps nothing' }] });
  await service.stop();
});
