import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { TestRunner } from '../../test/runner.ts';
import { ProjectError } from '../mlproject/project-error.ts';
import { hasCredentials, UriCredentials } from './uri-credentials.ts';

const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const OTHER = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const GIVEN = 'https://me:sesame@example.com/a@b.git#part';

const seen: (string | undefined)[] = [];
const server = createServer((request: IncomingMessage, answer: ServerResponse) => {
  seen.push(request.headers.authorization);
  answer.writeHead(404).end();
});
let runner: TestRunner;
let host: string;
beforeAll(async () => {
  runner = await TestRunner.start({ MILLRACE_SECRETS_KEY: KEY });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await runner.close();
  server.close();
});

test('only the credentials are encrypted, and only whoever has the key reads them', () => {
  const credentials = new UriCredentials({ MILLRACE_SECRETS_KEY: [KEY] });
  const { uri } = credentials.seal({ uri: GIVEN });
  expect(uri).toMatch(/^https:\/\/fernet:[\w=-]+@example\.com\/a@b\.git#part$/);
  expect(hasCredentials(uri)).toBe(true);
  expect(credentials.seal({ uri })).toEqual({ uri });
  expect(credentials.open(uri)).toBe(GIVEN);
  expect(() => new UriCredentials({ MILLRACE_SECRETS_KEY: [OTHER] }).open(uri)).toThrow(ProjectError);
  for (const without of [
    'https://example.com/a@b',
    'git@example.com:a',
    '/a/folder',
    'ssh://git@example.com/a',
  ])
    expect(credentials.seal({ uri: without })).toEqual({ uri: without });
});

test('runs, schedules and sweeps are stored without them in plain text, and fetch with them', async () => {
  const uri = `http://me:sesame@${host}/a.zip`;
  const schedule = { name: 'private', cron: '@yearly', project_run: { uri, entry_point: 'a.sh' } };
  const made = await runner.call('POST', '/api/millrace/project-schedules', schedule);
  expect([made.status, made.text]).toEqual([201, expect.stringContaining(`"http://${host}/a.zip"`)]);
  const { schedule_id: id } = (JSON.parse(made.text) as { project_schedule: { schedule_id: string } })
    .project_schedule;
  const path = `/api/millrace/project-schedules/${id}`;
  // As it was shown, with another parameter.
  const shown = { uri: `http://${host}/a.zip`, entry_point: 'a.sh', parameters: { a: 1 } };
  expect((await runner.call('PATCH', path, { project_run: shown })).status).toBe(200);
  const triggered = await runner.call('POST', `${path}/trigger`, {});
  const ended = await runner.until(triggered.body.project_run.run_id);
  expect(ended.reason).toContain('the server answered 404');
  const sweep = { method: 'grid', space: { a: { values: [1] } } };
  await runner.call('POST', '/api/millrace/project-sweeps', { uri, entry_point: 'a.sh', sweep });
  const again = await runner.runs('POST', `/${ended.run_id}/rerun`, {});
  await runner.until(again.body.project_run.run_id);
  expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('me:sesame').toString('base64')}`]));
  const database = runner.get(Database);
  const rows = await Promise.all([
    database.query('SELECT uri FROM project_runs'),
    database.query('SELECT request FROM project_schedules'),
    database.query('SELECT request FROM project_sweeps'),
  ]);
  expect(JSON.stringify(rows)).not.toContain('sesame');
  expect(JSON.stringify(rows.slice(0, 2))).toContain('fernet:');
});
