import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request as httpRequest } from 'node:http';
import { Controller, type OnApplicationShutdown } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { HttpSettings } from './config/http-settings.ts';
import { Readiness } from './health/readiness.ts';
import { readinessCheck } from './health/readiness-check.ts';
import { Endpoint } from './http/endpoint.ts';
import { explainFailure } from './lifecycle/explain-failure.ts';
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
  expect(await failureOf(starting)).toBe('PostgreSQL (set by DATABASE_URL) does not answer: refused.');
  expect(ended).toBe(true);
});
