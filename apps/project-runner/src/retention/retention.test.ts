import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { ZipFile } from 'yazl';
import { TestRunner } from '../../test/runner.ts';
import { Retention } from './retention.ts';

const DAY_MS = 86_400_000;

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start({ MILLRACE_RUNNER_RETENTION_DAYS: '7' });
});
afterAll(() => runner.close());

const removeOld = (days: number): Promise<void> =>
  runner.get(Retention).removeOld(Date.now() + days * DAY_MS);
const pieces = (): Promise<object[]> => runner.get(Database).query('SELECT FROM project_run_logs');

async function upload(text: string): Promise<string> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(text), 'a.sh');
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const answer = await fetch(`${runner.url}/api/millrace/project-runs/uploads`, {
    method: 'PUT',
    body: Buffer.concat(chunks),
  });
  return ((await answer.json()) as { uri: string }).uri;
}

test('the log of an old run is read from its artifacts, and uploads go that nothing needs', async () => {
  const uri = await upload('echo used\n');
  const scheduled = await upload('echo scheduled\n');
  await upload('echo unused\n');
  await runner.call('POST', '/api/millrace/project-schedules', {
    name: 'yearly',
    cron: '@yearly',
    project_run: { uri: `${scheduled}#` },
  });
  const runId = await runner.submit({ uri, entry_point: 'a.sh' });
  await runner.until(runId, ['FINISHED']);
  const log = await runner.log(runId);
  expect(log).toContain('used\n');

  await removeOld(6);
  expect(await pieces()).not.toEqual([]);
  const archives = join(runner.folder, 'artifacts/project-uploads');
  expect(await readdir(archives)).toHaveLength(3);

  await removeOld(8);
  expect(await pieces()).toEqual([]);
  expect(await runner.log(runId)).toBe(log);
  const url = `${runner.url}/api/millrace/project-runs/${runId}/logs`;
  const events = await (await fetch(url, { headers: { accept: 'text/event-stream' } })).text();
  expect(events).toContain('used\\n');
  expect(events).toMatch(/event: end\n/);
  expect(await readdir(archives)).toEqual([`${scheduled.slice('upload:'.length)}.zip`]);

  const again = await runner.submit({ uri, entry_point: 'a.sh' });
  expect(await runner.until(again)).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining('There is no upload'),
  });
});
