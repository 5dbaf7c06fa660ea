import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { ROOT } from '../../tests/support/server-process.ts';
import { Runs } from './runs.ts';
import type { ProjectServers } from './servers.ts';

const run = promisify(execFile);

/** Milliseconds of a run, from when it is submitted until it has ended, without those of its command. */
export interface Overheads {
  /** Submitted over REST, with the environment that the machine has. */
  readonly local: number[];
  /** Submitted over REST, with an environment that uv has made before. */
  readonly uv: number[];
  /** By `npx millrace run`, with its own start. */
  readonly command: number[];
  /** By `mlflow run --env-manager local`. */
  readonly mlflow: number[];
}

/** The command tells itself when it began and ended. */
const MLPROJECT = `name: overhead
python_env: python_env.yaml
entry_points:
  main:
    parameters: {alpha: {type: float, default: 0.5}}
    command: "date +%s%3N; python train.py {alpha}; date +%s%3N"
`;

/** Runs one project in each way in turn, so that what else the machine does hits all alike. */
export async function measureOverheads(
  { tracking, runners }: ProjectServers,
  folder: string,
  python: string,
  rounds: { readonly quick: number; readonly slow: number },
): Promise<Overheads> {
  const uri = join(folder, 'overhead');
  await mkdir(uri, { recursive: true });
  await writeFile(join(uri, 'MLproject'), MLPROJECT);
  await writeFile(join(uri, 'python_env.yaml'), 'dependencies:\n  - six==1.17.0\n');
  await writeFile(join(uri, 'train.py'), 'import sys\nprint("alpha", float(sys.argv[1]))\n');
  const env = {
    ...process.env,
    MLFLOW_TRACKING_URI: tracking,
    PATH: `${dirname(python)}:${process.env['PATH']}`,
  };
  const runs = new Runs(runners[0] ?? '');
  const submitted = async (manager: string): Promise<number> => {
    const { run_id: id } = await runs.submit({ uri, env_manager: manager });
    const ended = await runs.until(id, 'FINISHED');
    return ended.end_timestamp - ended.creation_timestamp - ownMs(await runs.log(id));
  };
  const millrace = [join(ROOT, 'apps/project-runner/bin/millrace.js'), 'run', '--env-manager', 'local', uri];
  const mlflow = ['-m', 'mlflow', 'run', '--env-manager', 'local', uri];
  const inRunner = { env: { ...env, MLFLOW_TRACKING_URI: runners[0] ?? '' } };
  const ways: Record<keyof Overheads, () => Promise<number>> = {
    local: () => submitted('local'),
    uv: () => submitted('uv'),
    command: () => timed(process.execPath, millrace, inRunner),
    mlflow: () => timed(python, mlflow, { env }),
  };
  const overheads: Overheads = { local: [], uv: [], command: [], mlflow: [] };
  // The environment is made with the first run, and code is loaded.
  for (const way of ['local', 'uv'] as const) await ways[way]();
  for (let round = 0; round < rounds.quick; round += 1)
    for (const way of ['local', 'uv'] as const) overheads[way].push(await ways[way]());
  for (let round = 0; round < rounds.slow; round += 1)
    for (const way of ['command', 'mlflow'] as const) overheads[way].push(await ways[way]());
  return overheads;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
}

async function timed(
  program: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  const began = performance.now();
  const { stdout } = await run(program, args, options);
  return performance.now() - began - ownMs(stdout);
}

/** How long the command took by what it printed. */
function ownMs(printed: string): number {
  const times = (printed.match(/^\d{13}$/gm) ?? []).map(Number);
  if (times.length !== 2) throw new Error(`The command did not tell when it began and ended:\n${printed}`);
  return (times[1] ?? NaN) - (times[0] ?? NaN);
}
