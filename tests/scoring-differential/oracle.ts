import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../packages/database/test/free-port.ts';

const START_MS = 60_000;

export interface Oracle {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `mlflow models serve` for a model's folder. */
export async function startOracle(python: string, model: string): Promise<Oracle> {
  const programs = await mkdtemp(join(tmpdir(), 'mlflow-serve-'));
  // It starts uvicorn by its name, and the script of that name names the folder that the environment was made in.
  await writeFile(join(programs, 'uvicorn'), `#!/bin/sh\nexec '${python}' -m uvicorn "$@"\n`);
  await chmod(join(programs, 'uvicorn'), 0o755);
  const port = await freePort();
  const child = spawn(
    python,
    ['-m', 'mlflow', 'models', 'serve', '-m', model, '-p', String(port), '--env-manager', 'local'],
    {
      env: {
        ...process.env,
        PATH: `${programs}:${process.env['PATH']}`,
        // MLflow writes sets, in an order that depends on this.
        PYTHONHASHSEED: '0',
        MLFLOW_DISABLE_TELEMETRY: 'true',
      },
      stdio: process.env['ORACLE_LOG'] === undefined ? 'ignore' : 'inherit',
      detached: true,
    },
  );
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await rm(programs, { recursive: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${url}/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { url, stop };
    await sleep(200);
  }
  await stop();
  throw new Error('mlflow models serve did not start; set ORACLE_LOG=1 to see why');
}
