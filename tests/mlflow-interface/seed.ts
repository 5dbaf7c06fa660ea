import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonWithMlflow } from '../support/python-client.ts';

/** What `seed.py` logged, by id. */
export interface Seed {
  readonly experiment: string;
  readonly runs: readonly [string, string, string];
  readonly model: string;
  readonly modelRun: string;
  readonly trace: string;
  readonly dataset: string;
}

/** Logs one of everything to a server with MLflow's own client. */
export async function seed(url: string): Promise<Seed> {
  const script = fileURLToPath(new URL('seed.py', import.meta.url));
  const environment = { ...process.env, MLFLOW_TRACKING_URI: url, MLFLOW_DISABLE_TELEMETRY: 'true' };
  const options = { env: environment, maxBuffer: 16 << 20 };
  const { stdout } = await promisify(execFile)(await pythonWithMlflow(), [script], options);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Seed;
}

/** The folder of the web interface's files in the installed MLflow. */
export async function interfaceFiles(): Promise<string> {
  const code =
    'import importlib.util; print(importlib.util.find_spec("mlflow").submodule_search_locations[0])';
  const { stdout } = await promisify(execFile)(await pythonWithMlflow(), ['-c', code]);
  return `${stdout.trim()}/server/js/build`;
}
