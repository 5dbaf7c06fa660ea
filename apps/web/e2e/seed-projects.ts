import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MLPROJECT = `name: tide forecast
entry_points:
  main:
    parameters:
      alpha: { type: float, default: 0.5 }
      gauge: { type: string, default: brest }
      epochs: float
      data: { type: uri, default: "s3://tides/2026" }
    command: "bash train.sh {alpha} {gauge} {epochs}"
  evaluate:
    parameters: { split: { type: string, default: test } }
    command: "echo evaluating {split}"
  fail:
    command: "bash fail.sh"
  wait:
    command: "bash wait.sh"
  long:
    command: "seq -f 'line %.0f of very many' 60000"
`;

const TRAIN = `printf '\\033[1mTraining\\033[0m a model of gauge %s with alpha %s\\n' "$2" "$1"
for epoch in $(seq "\${3%.*}"); do
  printf 'epoch %s  \\033[32mloss %s\\033[0m  lr 0.001\\n' "$epoch" "0.$((90 - epoch))"
done
printf '\\033[33mWARNING\\033[0m two gauges have no data for 2026-03-14\\n'
printf ' 10%%|#         |\\r 50%%|#####     |\\r100%%|##########| 96/96\\n'
printf '\\033[38;5;39mval/rmse\\033[0m 0.042\\n'
`;

const FILES = {
  MLproject: MLPROJECT,
  'train.sh': TRAIN,
  'fail.sh': `echo 'reading tides.parquet'\nprintf '\\033[31mTraceback\\033[0m: the column height is missing\\n'\nexit 3\n`,
  'wait.sh': `echo waiting for the tide\nfor i in $(seq 600); do echo "tick $i"; sleep 0.2; done\n`,
};

/** A folder with a project that trains, fails, waits and prints much, by its entry points. */
export async function makeProject(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'millrace-project-')), 'tide-forecast');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Submits a run and returns its id. */
export async function submitRun(url: string, request: object): Promise<string> {
  const answer = await fetch(`${url}/api/millrace/project-runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { project_run: { run_id: string } }).project_run.run_id;
}

/** Resolves once a run has come to one of these statuses. */
export async function untilStatus(url: string, runId: string, ...statuses: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${url}/api/millrace/project-runs/${runId}`);
    const { project_run: run } = (await answer.json()) as { project_run: { status: string } };
    if (statuses.includes(run.status)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The run ${runId} did not come to ${statuses.join(' or ')}.`);
}

export interface SeededProjects {
  readonly uri: string;
  readonly finished: string;
  readonly failed: string;
  readonly waiting: string;
}

/** Runs of every kind: one that finished, one that failed, one that goes on, and two that wait behind it. */
export async function seedProjects(url: string): Promise<SeededProjects> {
  const uri = await makeProject();
  const submit = (request: object): Promise<string> => submitRun(url, { uri, user_id: 'ada', ...request });
  const finished = await submit({ parameters: { epochs: 12, gauge: 'saint-malo' } });
  const failed = await submit({ entry_point: 'fail', priority: 10, user_id: 'grace' });
  await untilStatus(url, finished, 'FINISHED');
  await untilStatus(url, failed, 'FAILED');
  const waiting = await submit({ entry_point: 'wait' });
  await submit({ entry_point: 'wait' });
  await untilStatus(url, waiting, 'RUNNING');
  await submit({ parameters: { epochs: 50, alpha: 0.1 }, priority: 2000 });
  await submit({ entry_point: 'evaluate', user_id: undefined });
  return { uri, finished, failed, waiting };
}
