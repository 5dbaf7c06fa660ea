import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';

const MEBIBYTE = 1024 ** 2;

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start({ MILLRACE_RUNNER_DISK_BYTES: String(4 * MEBIBYTE) });
});
afterAll(() => runner.close());

/** The URL of a repository with a script and a file of its own. */
async function repositoryWith(name: string, content: Buffer): Promise<string> {
  const folder = await runner.project(name, { 'a.sh': 'echo done\n' });
  await writeFile(join(folder, 'data'), content);
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'one');
  return `file://${folder}`;
}

/** Runs a project that is to fail, and looks that nothing of it is left. */
async function failure(uri: string): Promise<string> {
  const runId = await runner.submit({ uri, version: 'main', entry_point: 'a.sh' });
  const run = await runner.until(runId);
  expect(run.status).toBe('FAILED');
  expect(await runner.tracked(runId)).toMatchObject({ status: 'FAILED', ended: true });
  expect(await readdir(join(runner.folder, 'projects/runs'))).toEqual([]);
  return run.reason ?? '';
}

test('a repository that is small enough is run', async () => {
  const uri = await repositoryWith('small', randomBytes(MEBIBYTE));
  const runId = await runner.submit({ uri, version: 'main', entry_point: 'a.sh' });
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED' });
});

test.each([
  ['is too large', randomBytes(6 * MEBIBYTE)],
  ['is packed well, and becomes too large', Buffer.alloc(6 * MEBIBYTE)],
])('a repository that %s is a failed run that says so', async (name, content) => {
  const uri = await repositoryWith(name.replaceAll(/\W/g, '-'), content);
  expect(await failure(uri)).toMatch(/^The repository .* takes more than 4194304 bytes on disk/);
});
