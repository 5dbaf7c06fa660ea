import { Controller, Module, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import { isString, required } from '@millrace/contracts/wire/checks';
import { message, string } from '@millrace/contracts/wire/field';
import { HttpSettings } from '../config/http-settings.ts';
import type { WireRequest } from './body.ts';
import { createApp } from './create-app.ts';
import { Endpoint } from './endpoint.ts';
import { readWire } from './wire.ts';

const Greet = message('Greet', { name: string });

@Controller()
class GreetingsController {
  private readonly greeting = 'hello';

  @Endpoint('POST', '/api/greet', 'public', { direct: true })
  async greet(@Req() request: WireRequest): Promise<string> {
    const { name } = readWire(Greet, request, { name: [required, isString] });
    if (name === 'nobody') throw new MlflowError('RESOURCE_DOES_NOT_EXIST', 'There is nobody.');
    if (name === 'way') return String('routeOptions' in request);
    if (name === 'fault') throw new Error('secret');
    return JSON.stringify({ [this.greeting]: name });
  }
}

@Module({ controllers: [GreetingsController] })
class GreetingsModule {}

let app: NestFastifyApplication;
let url: string;
beforeAll(async () => {
  const settings = HttpSettings.parse({ MILLRACE_MAX_BODY_BYTES: 1000 });
  const nothing = (): void => undefined;
  app = await createApp(GreetingsModule, settings, {
    logger: { log: nothing, warn: nothing, error: nothing },
  });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const JSON_TYPE = 'application/json';
const LONG = JSON.stringify({ name: 'x'.repeat(2000) });

test.each([
  ['an answer', '{"name":"Ada"}', JSON_TYPE, 200],
  ['an answer to a body that is encoded twice', '"{\\"name\\":\\"Ada\\"}"', JSON_TYPE, 200],
  ['a field that is missing', '{}', JSON_TYPE, 400],
  ['a field of another type', '{"name":[1]}', JSON_TYPE, 400],
  ['broken JSON', '{"name":', JSON_TYPE, 400],
  ['no body', '', JSON_TYPE, 400],
  ['another content type', '{"name":"Ada"}', 'text/plain', 400],
  ['what is no content type', '{"name":"Ada"}', 'json', 400],
  ['an error of the handler', '{"name":"nobody"}', JSON_TYPE, 404],
  ['a fault of the handler', '{"name":"fault"}', JSON_TYPE, 500],
  ['a body that is too large', LONG, JSON_TYPE, 413],
])('%s is the same past Fastify as through it', async (_, body, contentType, status) => {
  const headers = { 'content-type': contentType, 'x-request-id': 'same' };
  const direct = await read('/api/greet', body, headers);
  // Another spelling of the path is nothing that is known before Fastify has read it.
  const routed = await read('/ajax-api/greet', body, headers);
  expect(direct).toEqual(routed);
  expect(direct.status).toBe(status);
});

test('a plain request is not seen by Fastify', async () => {
  const body = '{"name":"way"}';
  expect(await read('/api/greet', body, { 'content-type': JSON_TYPE })).toMatchObject({ body: 'false' });
  expect(await read('/ajax-api/greet', body, { 'content-type': JSON_TYPE })).toMatchObject({ body: 'true' });
});

interface Read {
  readonly status: number;
  readonly headers: object;
  readonly body: string;
}

async function read(path: string, body: string, headers: Record<string, string>): Promise<Read> {
  const answer = await fetch(url + path, { method: 'POST', body, headers });
  const { date: _, ...rest } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: rest, body: await answer.text() };
}
