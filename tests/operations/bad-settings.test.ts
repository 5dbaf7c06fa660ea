import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { hasMinio, Minio } from '../../packages/artifact-stores/test/minio.ts';
import { freePort } from '../../packages/database/test/free-port.ts';
import { type PostgresServer, startTestPostgres } from '../../packages/database/test/postgres-server.ts';
import { hasRedis, RedisProcess } from '../../packages/messaging/test/redis-process.ts';
import { ROOT, type ServerProcess, startProcess, untilReady } from '../support/server-process.ts';

const TEST_MS = 90_000;
const PASSWORD = 'not-to-be-seen';
const folder = mkdtempSync(join(tmpdir(), 'millrace-settings-'));
const running: ServerProcess[] = [];
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});
afterAll(() => rm(folder, { recursive: true }));

interface Started {
  readonly service: ServerProcess;
  readonly url: string;
}

async function start(name: string, settings: NodeJS.ProcessEnv): Promise<Started> {
  const port = await freePort();
  const service = startProcess(join(ROOT, `apps/${name}/dist/main.js`), { ...settings, PORT: String(port) });
  running.push(service);
  return { service, url: `http://127.0.0.1:${port}` };
}

/** What `/ready` says, once the sentence is in it. The service is alive all the while. */
async function saysNotReady({ service, url }: Started, sentence: RegExp): Promise<void> {
  let said = '';
  for (let look = 0; look < 400 && !sentence.test(said); look += 1) {
    said = await fetch(`${url}/ready`).then(
      async (answer) => `${answer.status} ${await answer.text()}`,
      () => said,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(said).toMatch(sentence);
  expect(said).toMatch(/^503 /);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(service.output() + said).not.toContain(PASSWORD);
}

it.each([
  ['tracking', {}, /DATABASE_URL is not set: must be the address of a PostgreSQL database, postgresql:/],
  [
    'registry',
    { DATABASE_URL: `mysql://u:${PASSWORD}@h/d` },
    /DATABASE_URL is not valid: must be the address of a PostgreSQL/,
  ],
  [
    'artifact',
    { MILLRACE_ARTIFACT_ROOT: 'ftp://x/y' },
    /MILLRACE_ARTIFACT_ROOT is "ftp:\/\/x\/y": must be a folder/,
  ],
  [
    'tracking',
    { DATABASE_URL: 'postgresql://h/d', REDIS_URL: `http://:${PASSWORD}@h` },
    /REDIS_URL is not valid: must be the address of a Redis/,
  ],
  [
    'gateway',
    { TRACKING_URL: 'tracking:5000' },
    /TRACKING_URL is not valid: must be the address of a service, http:\/\/host:port/,
  ],
  [
    'gateway',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' },
    /OTEL_EXPORTER_OTLP_ENDPOINT is .*: must be the address of an OpenTelemetry collector/,
  ],
])(
  '%s with %j ends at once and says what would be right',
  async (name, settings, sentence) => {
    const { service } = await start(name, settings);
    expect(await service.ended).toBe(1);
    expect(service.output()).toMatch(sentence);
    expect(service.output()).not.toMatch(new RegExp(`${PASSWORD}|\\bat .*:\\d+:\\d+`));
  },
  TEST_MS,
);

it(
  'a database that is not there is waited for, and named',
  async () => {
    const port = await freePort();
    const started = await start('tracking', {
      DATABASE_URL: `postgresql://u:${PASSWORD}@127.0.0.1:${port}/millrace`,
    });
    await saysNotReady(
      started,
      new RegExp(`PostgreSQL at 127.0.0.1:${port}\\S* \\(set by DATABASE_URL\\): .*ECONNREFUSED`),
    );
    expect(started.service.output()).toContain('DATABASE_URL');
  },
  TEST_MS,
);

it(
  'a database of a name that the server does not have is named',
  async () => {
    const postgres: PostgresServer = await startTestPostgres();
    cleanUps.push(() => postgres.stop());
    const started = await start('tracking', {
      DATABASE_URL: postgres.url.replace('/millrace?', '/no_such_database?'),
    });
    await saysNotReady(started, /DATABASE_URL.*no_such_database/);
  },
  TEST_MS,
);

(hasMinio ? describe : describe.skip)('a store on S3', () => {
  it(
    'whose bucket does not exist is named with the bucket',
    async () => {
      const minio = await Minio.start();
      cleanUps.push(() => minio.stop());
      const { S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = minio.settings;
      const s3 = { S3_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
      const postgres: PostgresServer = await startTestPostgres();
      cleanUps.push(() => postgres.stop());
      const noBucket = { ...s3, MILLRACE_ARTIFACT_ROOT: 's3://no-such-bucket', DATABASE_URL: postgres.url };
      await Promise.all(
        ['artifact', 'model-serving', 'project-runner'].map(async (service) =>
          saysNotReady(
            await start(service, noBucket),
            /no-such-bucket.*MILLRACE_ARTIFACT_ROOT|MILLRACE_ARTIFACT_ROOT.*no-such-bucket/,
          ),
        ),
      );
      await saysNotReady(
        await start('artifact', {
          ...s3,
          MILLRACE_ARTIFACT_ROOT: 's3://artifacts',
          AWS_SECRET_ACCESS_KEY: PASSWORD,
        }),
        /artifact store.*(credentials|SignatureDoesNotMatch|refus|AWS_)/i,
      );
    },
    TEST_MS,
  );
});

(spawnSync('openssl', ['version']).status === 0 ? it : it.skip)(
  'a certificate that is not trusted is told as such',
  async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
      response.end(),
    ).listen(0, '127.0.0.1');
    cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const settings = {
      MILLRACE_ARTIFACT_ROOT: 's3://bucket',
      S3_ENDPOINT: `https://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'k',
      AWS_SECRET_ACCESS_KEY: PASSWORD,
    };
    await saysNotReady(await start('artifact', settings), /artifact store.*certificate/);
  },
  TEST_MS,
);

(hasRedis() ? it : it.skip)(
  'a Redis that keeps nothing on disk is warned of',
  async () => {
    const [postgres, redis] = [await startTestPostgres(), await RedisProcess.start({ persistent: false })];
    cleanUps.push(
      () => redis.stop(),
      () => postgres.stop(),
    );
    const { service, url } = await start('tracking', { DATABASE_URL: postgres.url, REDIS_URL: redis.url });
    await untilReady(`${url}/ready`, service);
    for (let look = 0; look < 100 && !/appendonly/.test(service.output()); look += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await (await fetch(`${url}/ready`)).text()).toMatch(/set appendonly to yes/);
    expect(service.output()).toMatch(/set appendonly to yes/);
  },
  TEST_MS,
);
