import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMillrace } from '../support/millrace.ts';
import { Rest } from '../support/rest.ts';
import { ROOT } from '../support/server-process.ts';
import { runDocumented } from './documented-commands.ts';
import { makeHistory, readHistory } from './history.ts';
import { findPrograms, type InstalledPostgres, onServer, startInstalled } from './postgres-programs.ts';

const TEST_MS = 180_000;
const programs = findPrograms();
if (programs === undefined)
  console.warn(
    'Skipped: backup with pg_dump. It needs a PostgreSQL with its programs, such as postgresql-15 of Debian.',
  );

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'millrace-backup-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

(programs === undefined ? describe.skip : describe)('a database and a folder of artifacts', () => {
  let postgres: InstalledPostgres;
  let environment: { DATABASE_URL: string; MILLRACE_ARTIFACT_ROOT: string; PATH: string };
  beforeAll(async () => {
    postgres = await startInstalled(programs ?? '');
    environment = {
      DATABASE_URL: postgres.url,
      MILLRACE_ARTIFACT_ROOT: join(folder, 'artifacts'),
      PATH: `${programs}${delimiter}${process.env['PATH']}`,
    };
  }, TEST_MS);
  afterAll(() => postgres.stop());

  it(
    'dumped, destroyed and restored as the documents say, give the same answers; millrace gc then removes for good',
    async () => {
      let millrace = await startMillrace({ environment });
      let rest = new Rest(millrace.url);
      const made = await makeHistory(rest);
      const before = await readHistory(rest, made);
      expect(before).toMatchObject({ artifact: true, version: { model_version: { version: '1' } } });
      // While it runs.
      await runDocumented('backup', folder, environment);
      await rest.post('runs/create', { experiment_id: made.experimentId, run_name: 'after the backup' });
      await millrace.stop();

      await onServer(
        postgres.url.replace('/millrace?', '/postgres?'),
        'DROP DATABASE millrace WITH (FORCE)',
        'CREATE DATABASE millrace',
      );
      await rm(environment.MILLRACE_ARTIFACT_ROOT, { recursive: true });
      await runDocumented('restore', folder, environment);

      millrace = await startMillrace({ environment });
      rest = new Rest(millrace.url);
      expect(await readHistory(rest, made)).toEqual(before);
      const { run } = await rest.post<{ run: { info: { run_id: string } } }>('runs/create', {
        experiment_id: made.experimentId,
      });
      await collectGarbage(rest, run.info.run_id);
      expect(await readHistory(rest, made)).toEqual(before);
      await millrace.stop();
    },
    TEST_MS,
  );

  async function collectGarbage(rest: Rest, runId: string): Promise<void> {
    const millrace = async (...args: string[]): Promise<string> => {
      const command = [join(ROOT, 'apps/project-runner/bin/millrace.js'), 'gc', ...args];
      return (
        await promisify(execFile)(process.execPath, command, { env: { ...process.env, ...environment } })
      ).stdout;
    };
    await expect(millrace('--run-ids', runId)).rejects.toThrow(`The run '${runId}' is active`);
    await rest.post('runs/delete', { run_id: runId });
    expect(await millrace()).toContain(
      '0 experiments, 1 run, 0 logged models would be removed for good; --yes does it.',
    );
    expect(await millrace('--older-than', '1d')).toContain('0 experiments, 0 runs');
    await rest.get('runs/get', { run_id: runId });
    expect(await millrace('--yes')).toContain('Removed 0 experiments, 1 run, 0 logged models.');
    await expect(rest.post('runs/restore', { run_id: runId })).rejects.toThrow('404');
  }
});

it(
  'the folder of npm start, copied while it is stopped, is a backup',
  async () => {
    const home = join(folder, 'home');
    let millrace = await startMillrace({ home });
    const made = await makeHistory(new Rest(millrace.url));
    const before = await readHistory(new Rest(millrace.url), made);
    await millrace.stop();
    await runDocumented('backup of npm start', folder, { MILLRACE_HOME: home });
    await rm(home, { recursive: true });
    await runDocumented('restore of npm start', folder, { MILLRACE_HOME: home });
    millrace = await startMillrace({ home });
    expect(await readHistory(new Rest(millrace.url), made)).toEqual(before);
    await millrace.stop();
  },
  TEST_MS,
);
