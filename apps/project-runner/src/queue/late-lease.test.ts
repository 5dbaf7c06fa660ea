import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { TestRunner } from '../../test/runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start();
});
afterAll(() => runner.close());

test('a runner that was too busy to renew a lease goes on with the run, and does it once', async () => {
  const uri = await runner.project('late', {
    'slow.sh': 'echo begun >> "$2"; until test -e "$2.go"; do sleep 0.05; done\n',
    'quick.sh': 'touch "$2.go"\n',
  });
  const marks = join(runner.folder, 'marks');
  const runId = await runner.submit({ uri, entry_point: 'slow.sh', parameters: { marks } });
  await runner.until(runId, ['RUNNING']);
  await runner.get(Database).query('UPDATE project_runs SET lease_until_ms = 0 WHERE run_id = $1', [runId]);
  // The runner looks for work at once, and comes by the other.
  const quick = await runner.submit({ uri, entry_point: 'quick.sh', parameters: { marks } });
  expect(await runner.until(quick)).toMatchObject({ status: 'FINISHED' });
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED', attempts: 1 });
  expect(await readFile(marks, 'utf8')).toBe('begun\n');
});
