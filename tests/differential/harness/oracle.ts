import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const mlflowVersion = '3.17.2';
const venv = fileURLToPath(new URL('../../../.cache/mlflow-oracle', import.meta.url));

export interface Oracle {
  readonly url: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** The `mlflow` program: `MLFLOW_ORACLE` if set, otherwise one in `.cache/`, installed if needed. */
function mlflowProgram(): string {
  if (process.env['MLFLOW_ORACLE'] !== undefined) return process.env['MLFLOW_ORACLE'];
  const program = join(venv, 'bin', 'mlflow');
  if (!existsSync(program)) {
    mkdirSync(venv, { recursive: true });
    run('python3', ['-m', 'venv', venv]);
    run(join(venv, 'bin', 'pip'), ['install', '--quiet', `mlflow==${mlflowVersion}`, 'psycopg2-binary']);
  }
  return program;
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** Starts a fresh MLflow server on 127.0.0.1; `database` is an SQLAlchemy URL, by default a new SQLite file. */
export async function startOracle(database?: string): Promise<Oracle> {
  const program = mlflowProgram();
  const folder = mkdtempSync(join(tmpdir(), 'mlflow-oracle-'));
  const port = await freePort();
  const store = database ?? `sqlite:///${folder}/mlflow.db`;
  const args = ['server', '--backend-store-uri', store, '--artifacts-destination', join(folder, 'artifacts')];
  const child = spawn(program, [...args, '--host', '127.0.0.1', '--port', String(port), '--workers', '1'], {
    cwd: folder,
    env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' },
    stdio: process.env['ORACLE_LOG'] === undefined ? 'ignore' : 'inherit',
    detached: true,
  });
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, 'SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 240 && child.exitCode === null; attempt += 1) {
    await sleep(500);
    if (await isHealthy(url)) return { url, folder, stop };
  }
  await stop();
  throw new Error('mlflow server did not start; set ORACLE_LOG=1 to see why');
}

/** Writes down which routes MLflow's server has. */
export function listRoutes(): void {
  const script = fileURLToPath(new URL('../routes/list_routes.py', import.meta.url));
  const { status, stdout } = spawnSync(join(dirname(mlflowProgram()), 'python'), [script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} failed`);
  writeFileSync(new URL('../routes/mlflow-routes.txt', import.meta.url), stdout);
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
