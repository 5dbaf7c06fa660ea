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
  noise:
    command: "bash noise.sh"
  measure:
    parameters: { alpha: float, depth: float }
    command: "bash measure.sh {alpha} {depth}"
`;

const TRAIN = `printf '\\033[1mTraining\\033[0m a model of gauge %s with alpha %s\\n' "$2" "$1"
for epoch in $(seq "\${3%.*}"); do
  printf 'epoch %s  \\033[32mloss %s\\033[0m  lr 0.001\\n' "$epoch" "0.$((90 - epoch))"
done
printf '\\033[33mWARNING\\033[0m two gauges have no data for 2026-03-14\\n'
printf ' 10%%|#         |\\r 50%%|#####     |\\r100%%|##########| 96/96\\n'
printf '\\033[38;5;39mval/rmse\\033[0m 0.042\\n'
`;

// What a project logs by MLflow's client, without waiting for Python.
const log = (key: string, value: string): string =>
  `curl -sf "$MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/log-metric" -H 'content-type: application/json' ` +
  `-d "{\\"run_id\\": \\"$MLFLOW_RUN_ID\\", \\"key\\": \\"${key}\\", \\"value\\": ${value}, \\"timestamp\\": 1}" > /dev/null\n`;

const FILES = {
  MLproject: MLPROJECT,
  'train.sh': TRAIN,
  'fail.sh': `echo 'reading tides.parquet'\nprintf '\\033[31mTraceback\\033[0m: the column height is missing\\n'\nexit 3\n`,
  'noise.sh': log('val/rmse', '0.$RANDOM'),
  'measure.sh':
    'rmse=$(awk "BEGIN { print ($1 - 0.3) ^ 2 + ($2 - 4) ^ 2 / 40 + 0.04 }" < /dev/null)\n' +
    log('val/rmse', '$rmse') +
    log('val/bias', '$1'),
  'wait.sh': `echo waiting for the tide\nfor i in $(seq 600); do echo "tick $i"; sleep 0.2; done\n`,
};

/** A folder with a project that trains, fails, waits and prints much, by its entry points. */
export async function makeProject(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'millrace-project-')), 'tide-forecast');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function make<Reply>(url: string, path: string, request: object = {}): Promise<Reply> {
  const answer = await fetch(`${url}/api/millrace/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Reply;
}

/** Submits a run and returns its id. */
export async function submitRun(url: string, request: object, path = 'project-runs'): Promise<string> {
  return (await make<{ project_run: { run_id: string } }>(url, path, request)).project_run.run_id;
}

const ENDED = ['FINISHED', 'FAILED', 'KILLED', 'TIMED_OUT'];

/** Resolves once a run or a sweep has ended. */
export const untilEnded = (url: string, path: string): Promise<void> => untilOneOf(url, path, ENDED);
/** Resolves once a run has come to a status. */
export const untilStatus = (url: string, runId: string, status: string): Promise<void> =>
  untilOneOf(url, `project-runs/${runId}`, [status]);

async function untilOneOf(url: string, path: string, statuses: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`${url}/api/millrace/${path}`);
    const [found] = Object.values((await answer.json()) as Record<string, { status: string }>);
    if (statuses.includes(found?.status ?? '')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} did not come to ${statuses.join(' or ')}.`);
}

/** Starts a sweep over two parameters and returns its id; `count` values of the first. */
export async function submitSweep(url: string, uri: string, count: number): Promise<string> {
  const { project_sweep: sweep } = await make<{ project_sweep: { sweep_id: string } }>(
    url,
    'project-sweeps',
    {
      uri,
      entry_point: 'measure',
      run_name: 'alpha and depth',
      sweep: {
        method: 'grid',
        space: { alpha: { min: 0.1, max: 0.9, count }, depth: { values: ['2', '4', '8'] } },
        metric: { name: 'val/rmse', goal: 'minimize' },
      },
    },
  );
  return sweep.sweep_id;
}

export interface ProjectPages {
  readonly uri: string;
  readonly finished: string;
  readonly sweep: string;
  readonly schedule: string;
}

/** What the pages of projects need: a run, a sweep and a schedule. */
export async function seedProjectPages(url: string, sweptValues = 2): Promise<ProjectPages> {
  const uri = await makeProject();
  const sweep = await submitSweep(url, uri, sweptValues);
  const finished = await submitRun(url, {
    uri,
    user_id: 'ada',
    parameters: { epochs: 12, gauge: 'saint-malo' },
  });
  const nightly = {
    name: 'Nightly training',
    cron: '30 2 * * *',
    timezone: 'Europe/Paris',
    project_run: { uri, parameters: { epochs: 40 } },
  };
  const { project_schedule: schedule } = await make<{ project_schedule: { schedule_id: string } }>(
    url,
    'project-schedules',
    nightly,
  );
  await untilEnded(url, `project-sweeps/${sweep}`);
  await untilEnded(url, `project-runs/${finished}`);
  return { uri, finished, sweep, schedule: schedule.schedule_id };
}

export interface SeededProjects extends ProjectPages {
  readonly failed: string;
  readonly waiting: string;
  readonly reproduced: string;
}

/** Besides, runs that failed, were reproduced, go on, and wait behind those. */
export async function seedProjects(url: string): Promise<SeededProjects> {
  const pages = await seedProjectPages(url, 5);
  const { uri, schedule } = pages;
  const submit = (request: object): Promise<string> => submitRun(url, { uri, user_id: 'ada', ...request });
  const failed = await submit({ entry_point: 'fail', priority: 10, user_id: 'grace' });
  const noise = await submit({ entry_point: 'noise' });
  await untilEnded(url, `project-runs/${failed}`);
  await untilEnded(url, `project-runs/${noise}`);
  const reproduced = await submitRun(url, {}, `project-runs/${noise}/reproduce`);
  await untilEnded(url, `project-runs/${reproduced}`);
  await submitRun(url, {}, `project-schedules/${schedule}/trigger`);
  await make(url, 'project-schedules', {
    name: 'Weekly evaluation',
    cron: '0 6 * * 1',
    paused: true,
    project_run: { uri, entry_point: 'evaluate' },
  });
  const waiting = await submit({ entry_point: 'wait' });
  await submit({ entry_point: 'wait' });
  await untilStatus(url, waiting, 'RUNNING');
  await submit({ parameters: { epochs: 50, alpha: 0.1 }, priority: 2000 });
  await submit({ entry_point: 'evaluate', user_id: undefined });
  return { ...pages, failed, waiting, reproduced };
}
