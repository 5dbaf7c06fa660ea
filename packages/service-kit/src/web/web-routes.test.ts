import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpSettings } from '../config/http-settings.ts';
import { type RunningService, runService } from '../run-service.ts';
import { WebModule } from './web.module.ts';

const root = mkdtempSync(join(tmpdir(), 'millrace-web-'));
mkdirSync(join(root, 'assets'));
const PAGE = '<title>ui</title><script>start()</script><script src="./other.js"></script>';
writeFileSync(join(root, 'index.html'), PAGE);
writeFileSync(join(root, 'assets', 'index-D4x8a_bQ.js'), 'run()');
writeFileSync(join(root, 'assets', 'index-D4x8a_bQ.js.br'), brotliCompressSync('run()'));
writeFileSync(join(root, 'assets', 'index-D4x8a_bQ.js.gz'), gzipSync('run()'));
writeFileSync(join(root, 'logo.svg'), '<svg/>');

let service: RunningService;
const serve = (folder: string | undefined): Promise<RunningService> =>
  runService({
    name: 'web',
    settings: HttpSettings,
    environment: { PORT: '0' },
    modules: () => [WebModule.forRoot(folder)],
    logger: { log() {}, warn() {}, error() {} },
  });
beforeAll(async () => {
  service = await serve(root);
});
afterAll(async () => {
  await service.stop();
  rmSync(root, { recursive: true });
});

test('the page is asked for again each time, hashed files never', async () => {
  const page = await fetch(service.url);
  expect(await page.text()).toBe(PAGE);
  expect([page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
    'text/html; charset=utf-8',
    'no-cache',
  ]);
  const again = await fetch(service.url, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  const script = await fetch(`${service.url}/assets/index-D4x8a_bQ.js`);
  expect(script.headers.get('cache-control')).toMatch('immutable');
  expect((await fetch(`${service.url}/logo.svg`)).headers.get('cache-control')).toBe('no-cache');
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip;q=0.8, br;q=0', 'gzip'],
  ['identity', null],
])('what was compressed at build time is sent to who accepts it: %s', async (accepted, encoding) => {
  const script = await fetch(`${service.url}/assets/index-D4x8a_bQ.js`, {
    headers: { 'accept-encoding': accepted },
  });
  expect([script.headers.get('content-encoding'), script.headers.get('vary'), await script.text()]).toEqual([
    encoding,
    'accept-encoding',
    'run()',
  ]);
  expect((await fetch(`${service.url}/assets/index-D4x8a_bQ.js.br`)).status).toBe(404);
});

test('the page may run only the scripts that came with it, and those in its HTML', async () => {
  const policy = (await fetch(service.url)).headers.get('content-security-policy');
  const hash = createHash('sha256').update('start()').digest('base64');
  expect(policy).toMatch(`default-src 'none'; script-src 'self' 'sha256-${hash}';`);
  expect((await fetch(`${service.url}/logo.svg`)).headers.get('content-security-policy')).toBeNull();
});

test('HEAD has the length and no body', async () => {
  const head = await fetch(`${service.url}/logo.svg`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '6', '']);
});

test.each([
  '/../../etc/passwd',
  '/assets/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/..%2f..%2fetc/passwd',
  '/nothing.js',
  '//etc/passwd',
])('%s is not there', async (path) => {
  const outgoing = request({ port: new URL(service.url).port, path }).end();
  const [{ statusCode }] = (await once(outgoing, 'response')) as [{ statusCode: number }];
  expect(statusCode).toBe(404);
});

test('without a folder a page tells how to point a client here; with a wrong one the service does not start', async () => {
  const plain = await serve(undefined);
  expect(await (await fetch(plain.url)).text()).toContain(`MLFLOW_TRACKING_URI=${plain.url}`);
  await plain.stop();
  await expect(serve(join(root, 'nothing'))).rejects.toThrow(/^WEB_ROOT is .* cannot be read/);
  await expect(serve(join(root, 'assets'))).rejects.toThrow(/no index.html/);
});
