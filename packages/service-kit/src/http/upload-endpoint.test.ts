import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Controller, Module, Param } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpSettings } from '../config/http-settings.ts';
import { allow } from '../security/access.ts';
import { createApp } from './create-app.ts';
import { Endpoint, UploadEndpoint } from './endpoint.ts';
import { UploadBody } from './upload-body.ts';

const outcomes: string[] = [];
let noticed: () => void = () => undefined;

@Controller()
class Uploads {
  @UploadEndpoint('PUT', '/files/*', allow('update', 'artifact'))
  async put(@Param('*') path: string, @UploadBody() body: Readable): Promise<string> {
    let bytes = 0;
    try {
      for await (const chunk of body) bytes += (chunk as Buffer).length;
      outcomes.push('complete');
    } catch (error) {
      outcomes.push((error as Error).message);
      throw error;
    } finally {
      noticed();
    }
    return `${path} ${bytes}`;
  }

  @Endpoint('POST', '/small', 'public', { maxBodyBytes: 10 })
  small(): object {
    return {};
  }
}

@Module({ controllers: [Uploads] })
class UploadsModule {}

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  app = await createApp(
    UploadsModule,
    HttpSettings.parse({ MILLRACE_MAX_BODY_BYTES: 1000, MILLRACE_MAX_UPLOAD_BYTES: 5_000_000 }),
  );
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const put = (body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/files/a/b.bin`, { method: 'PUT', body, headers, duplex: 'half' });

test('an upload is not bound by the limit of ordinary bodies', async () => {
  const answer = await put(new Uint8Array(3_000_000));
  expect(await answer.text()).toBe('a/b.bin 3000000');
});

test('an upload without a length is cut off at its limit', async () => {
  async function* tooMuch(): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < 20_000_000; sent += 100_000) {
      // Client and server share this thread: the one must not talk without a pause for the other.
      await setImmediate();
      yield new Uint8Array(100_000);
    }
  }
  const stream = ReadableStream.from(tooMuch());
  const answer = await put(stream).catch((error: Error) => error);
  if (!(answer instanceof Error)) expect(answer.status).toBe(413);
  expect(outcomes.at(-1)).toMatch('larger than the 5000000 bytes');
});

test('an upload that says it is too large is refused before it is read', async () => {
  const before = outcomes.length;
  const answer = await put(new Uint8Array(6_000_000)).catch((error: Error) => error);
  if (!(answer instanceof Error)) expect(answer.status).toBe(413);
  expect(outcomes.length).toBe(before);
});

test('the handler sees an error when the client breaks off', async () => {
  const seen = new Promise<void>((resolve) => (noticed = resolve));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('PUT /files/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc');
  await once(socket, 'connect');
  void setImmediate().then(() => socket.destroy());
  await seen;
  expect(outcomes.at(-1)).not.toBe('complete');
});

test('an upload may be empty', async () => {
  expect(await (await put('')).text()).toMatch(/ 0$/);
});

test('a route may have a limit of its own', async () => {
  const answer = await fetch(`${url}/small`, { method: 'POST', body: 'x'.repeat(11) });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining('10 bytes') });
});
