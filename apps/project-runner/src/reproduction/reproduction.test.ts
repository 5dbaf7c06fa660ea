import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await TestRunner.start();
});
afterAll(() => runner.close());

const WORK = `post() { curl -sf -X "$1" -H 'content-type: application/json' "$MLFLOW_TRACKING_URI$2" -d "$3"; }
metric() { post POST /api/2.0/mlflow/runs/log-metric "{\\"run_id\\":\\"$MLFLOW_RUN_ID\\",\\"key\\":\\"$1\\",\\"value\\":$2,\\"timestamp\\":1}"; }
artifact() { post PUT "/api/2.0/mlflow-artifacts/artifacts/0/$MLFLOW_RUN_ID/artifacts/$1" "$2"; }
metric loss "$(cat loss.txt)"
metric nothing '"NaN"'
post POST /api/2.0/mlflow/runs/log-inputs "{\\"run_id\\":\\"$MLFLOW_RUN_ID\\",\\"datasets\\":[{\\"dataset\\":{\\"name\\":\\"d\\",\\"digest\\":\\"abc\\",\\"source_type\\":\\"x\\",\\"source\\":\\"y\\"}}]}"
artifact out/model.txt "$(cat loss.txt new.txt 2>/dev/null)"
`;

async function reproduce(runId: string): Promise<string> {
  const { status, text, body } = await runner.runs('POST', `/${runId}/reproduce`, { user_id: 'bob' });
  expect([status, text]).toEqual([201, expect.any(String)]);
  expect(body.project_run).toMatchObject({ reproduces_run_id: runId, user_id: 'bob' });
  return body.project_run.run_id;
}

async function reproduction(runId: string): Promise<object> {
  const { text } = await runner.runs('GET', `/${runId}/reproduction`);
  return (JSON.parse(text) as { reproduction: object }).reproduction;
}

const SAME = {
  metrics: [],
  parameters: [],
  artifacts: [],
  datasets: [],
  packages: [],
  commit: null,
  source: null,
  image: null,
};

test('a project in git is run as it was, with what was not committed, whatever became of it since', async () => {
  const uri = await runner.project('repeated', { 'work.sh': WORK, 'loss.txt': '1\n' });
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: uri }).toString();
  git('init', '-qb', 'main');
  git('add', '-A');
  git('commit', '-qm', 'one');
  await writeFile(join(uri, 'loss.txt'), '2\r\n');
  await writeFile(join(uri, 'new.txt'), Buffer.from([65, 0, 66, 10]));
  const runId = await runner.submit({ uri, entry_point: 'work.sh', parameters: { a: 1 } });
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED' });
  expect(git('status', '--short')).toBe(' M loss.txt\n?? new.txt\n');

  await writeFile(join(uri, 'loss.txt'), '3\n');
  git('add', '-A');
  git('commit', '-qm', 'two');
  await rm(join(uri, 'new.txt'));
  const again = await reproduce(runId);
  expect(await runner.until(again)).toMatchObject({ status: 'FINISHED' });
  expect(await reproduction(again)).toEqual({
    original_run_id: runId,
    run_id: again,
    status: 'SAME',
    differences: SAME,
  });
  expect((await runner.tracked(again)).tags).toMatchObject({ 'millrace.project.reproduces': runId });

  const other = await runner.submit({ uri, entry_point: 'work.sh', parameters: { a: 1 } });
  await runner.until(other);
  expect((await runner.tracked(other)).tags['mlflow.source.git.commit']).not.toBe(
    (await runner.tracked(again)).tags['mlflow.source.git.commit'],
  );
}, 40_000);

test('what differs is told', async () => {
  const uri = await runner.project('changed', { 'work.sh': WORK, 'loss.txt': '1\n' });
  const runId = await runner.submit({ uri, entry_point: 'work.sh' });
  await runner.until(runId);
  await writeFile(join(uri, 'loss.txt'), '5\n');
  const again = await reproduce(runId);
  await runner.until(again);
  expect(await reproduction(again)).toMatchObject({
    status: 'DIFFERENT',
    differences: {
      ...SAME,
      metrics: [{ key: 'loss', original: 1, reproduced: 5 }],
      artifacts: [
        {
          path: 'out/model.txt',
          original_digest: expect.stringMatching(/^[\da-f]{64}$/),
          reproduced_digest: expect.stringMatching(/^[\da-f]{64}$/),
        },
      ],
      source: { original: expect.any(String), reproduced: expect.any(String) },
    },
  });

  await rm(join(uri, 'loss.txt'));
  await writeFile(join(uri, 'work.sh'), 'exit 1\n');
  const failing = await reproduce(runId);
  await runner.until(failing);
  expect(await reproduction(failing)).toMatchObject({ status: 'FAILED' });
}, 40_000);

test('data that has changed since, beside the project, is told', async () => {
  const uri = await runner.project('reads', {
    MLproject: `entry_points:
  main:
    parameters: {rows: path}
    command: "test -e {rows}"
`,
  });
  const rows = join(runner.folder, 'rows.csv');
  await writeFile(rows, '1,2\n');
  const runId = await runner.submit({ uri, parameters: { rows } });
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED' });
  const unchanged = await reproduce(runId);
  await runner.until(unchanged);
  expect(await reproduction(unchanged)).toMatchObject({ status: 'SAME', differences: SAME });
  await writeFile(rows, '1,3\n');
  const again = await reproduce(runId);
  await runner.until(again);
  const digest = expect.stringMatching(/^[\da-f]{64}$/);
  expect(await reproduction(again)).toMatchObject({
    status: 'SAME',
    differences: { ...SAME, datasets: [{ name: 'rows', original: digest, reproduced: digest }] },
  });
});

test('what cannot be reproduced says why', async () => {
  const uri = await runner.project('slow', { 'slow.sh': 'sleep 30\n' });
  const runId = await runner.submit({ uri, entry_point: 'slow.sh' });
  await runner.until(runId, ['RUNNING']);
  expect((await runner.runs('POST', `/${runId}/reproduce`, {})).body.message).toContain(
    'is running: only one',
  );
  await runner.runs('POST', `/${runId}/cancel`, {});
  await runner.until(runId);
  const again = await reproduce(runId);
  expect(await reproduction(again)).toMatchObject({ status: 'PENDING', differences: SAME });
  await runner.runs('POST', `/${again}/cancel`, {});
  const nowhere = await runner.submit({ uri: '/nowhere' });
  await runner.until(nowhere);
  const refused = await runner.runs('POST', `/${nowhere}/reproduce`, {});
  expect([refused.status, refused.body.message]).toEqual([
    400,
    expect.stringContaining('nothing to reproduce'),
  ]);
  expect((await runner.runs('GET', `/${nowhere}/reproduction`)).status).toBe(404);
}, 40_000);
