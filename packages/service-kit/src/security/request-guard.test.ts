import { expect, test } from '@jest/globals';
import { HttpSettings } from '../config/http-settings.ts';
import { RequestGuard } from './request-guard.ts';

const guard = new RequestGuard(
  HttpSettings.parse({
    HOST: 'millrace.lan',
    MILLRACE_ALLOWED_HOSTS: 'ml.example.com, *.svc.cluster.local, other.example:8080',
    MILLRACE_ALLOWED_ORIGINS: 'https://ui.example.com, http://localhost:3000/',
  }),
);
const PATH = '/api/2.0/mlflow/runs/create';

test.each([
  'localhost',
  'LOCALHOST:5000',
  'localhost.',
  'app.localhost:5000',
  '127.0.0.1:5000',
  '192.168.1.7',
  '8.8.8.8',
  '[::1]:5000',
  '[fd00::1]',
  'millrace.lan:5000',
  'ML.example.com',
  'tracking.svc.cluster.local:80',
  'other.example',
])('requests to %s are taken', (host) => {
  expect(guard.refusal('GET', PATH, { host })).toBeUndefined();
});

test.each([
  '',
  '10.evil.example',
  '10.0.0.1.evil.example',
  '127.0.0.1.nip.io',
  'localhost.evil.example',
  'localhostevil',
  'evil.example:5000',
  'svc.cluster.local',
  '.svc.cluster.local.evil.example',
  'user@localhost',
  'localhost:5000:evil.example',
  'localhost/evil',
  'localhost evil',
  '[::1',
  '[::1].evil.example',
  '[evil.example]',
  '::1',
  'localhost:99999',
])('requests to "%s" are refused, whatever was asked before', (host) => {
  for (let time = 0; time < 2; time++)
    expect(guard.refusal('POST', PATH, { host })).toMatchObject({ httpStatus: 403 });
});

test('probes are answered under any name', () => {
  for (const path of ['/health', '/ready', '/version'])
    expect(guard.refusal('GET', path, { host: 'pod-7' })).toBeUndefined();
  expect(guard.refusal('GET', '/healthy', { host: 'pod-7' })).toBeDefined();
});

const allowedOrigin = (origin: string, host: string, more = {}): boolean =>
  guard.refusal('POST', PATH, { host, origin, ...more }) === undefined;

test('a page of the server itself may call it', () => {
  expect(allowedOrigin('http://localhost:5000', 'localhost:5000')).toBe(true);
  expect(allowedOrigin('http://LOCALHOST:5000', 'localhost.:5000')).toBe(true);
  expect(allowedOrigin('http://[::1]:5000', '[::1]:5000')).toBe(true);
  expect(allowedOrigin('http://127.0.0.1', '127.0.0.1:80')).toBe(true);
  expect(allowedOrigin('https://ml.example.com', 'ml.example.com', { 'x-forwarded-proto': 'https' })).toBe(
    true,
  );
});

test.each([
  ['null', 'localhost:5000'],
  ['http://evil.example', 'localhost:5000'],
  ['http://localhost:5001', 'localhost:5000'],
  ['http://localhost', 'localhost:5000'],
  ['https://localhost:5000', 'localhost:5000'],
  ['http://127.0.0.1:5000', 'localhost:5000'],
  ['http://localhost:5000.evil.example', 'localhost:5000'],
  ['http://localhost:5000@evil.example', 'localhost:5000'],
  ['file://', 'localhost:5000'],
  ['', 'localhost:5000'],
  ['http://ui.example.com', 'localhost:5000'],
])('a page of %s may not call %s', (origin, host) => {
  expect(allowedOrigin(origin, host)).toBe(false);
});

test('a page of an allowed origin may call it', () => {
  expect(allowedOrigin('https://ui.example.com', 'localhost:5000')).toBe(true);
  expect(allowedOrigin('https://UI.example.com:443', 'localhost:5000')).toBe(true);
  expect(allowedOrigin('http://localhost:3000', '127.0.0.1:5000')).toBe(true);
});

test('what a foreign page loads by itself is refused, a link to this server is not', () => {
  const crossSite = (method: string, mode: string, dest: string): boolean =>
    guard.refusal(method, '/get-artifact', {
      host: 'localhost:5000',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': mode,
      'sec-fetch-dest': dest,
    }) === undefined;
  expect(crossSite('GET', 'navigate', 'document')).toBe(true);
  expect(crossSite('GET', 'no-cors', 'image')).toBe(false);
  expect(crossSite('GET', 'navigate', 'iframe')).toBe(false);
  expect(crossSite('POST', 'navigate', 'document')).toBe(false);
});
