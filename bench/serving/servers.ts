import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../packages/database/test/free-port.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 120_000;

/** A server of one model. */
export interface ModelServerUnderTest {
  readonly name: 'Millrace' | 'MLflow' | 'BentoML';
  readonly url: string;
  /** From the command to the first answer of its health check. */
  readonly startMs: number;
  /** The body that asks for these rows. */
  body(rows: readonly (readonly number[])[]): string;
  stop(): Promise<void>;
}

export type Model = 'forest' | 'onnx';

const COLUMNS = ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'];
const split = (data: readonly (readonly number[])[]): string =>
  JSON.stringify({ dataframe_split: { columns: COLUMNS, data } });

const running = new Set<() => Promise<void>>();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(
    signal,
    () => void Promise.all([...running].map((stop) => stop())).finally(() => process.exit(1)),
  );

/** What `millrace-serve` makes of a model; `python` has its packages. */
export async function startMillrace(python: string, folder: string): Promise<ModelServerUnderTest> {
  const port = String(await freePort());
  const serve = join(ROOT, 'apps/model-serving/bin/millrace-serve.js');
  return start(
    'Millrace',
    [process.execPath, serve, '-m', folder, '-p', port, '--python', python],
    process.env,
    port,
    '/ping',
    '/invocations',
    split,
  );
}

/** Millrace, MLflow and BentoML with the same model, each with what it comes with. */
export async function startServers(
  python: string,
  folder: string,
  model: Model,
): Promise<ModelServerUnderTest[]> {
  const programs = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  // MLflow starts uvicorn by its name.
  await writeFile(join(programs, 'uvicorn'), `#!/bin/sh\nexec '${python}' -m uvicorn "$@"\n`);
  await chmod(join(programs, 'uvicorn'), 0o755);
  const environment = {
    ...process.env,
    PATH: `${programs}:${process.env['PATH']}`,
    MLFLOW_DISABLE_TELEMETRY: 'true',
  };
  const millrace = await startMillrace(python, folder);
  const mlflowPort = String(await freePort());
  const mlflow = await start(
    'MLflow',
    [python, '-m', 'mlflow', 'models', 'serve', '-m', folder, '-p', mlflowPort, '--env-manager', 'local'],
    environment,
    mlflowPort,
    '/ping',
    '/invocations',
    split,
  );
  const bentoPort = String(await freePort());
  const bento = await start(
    'BentoML',
    [
      python,
      '-m',
      'bentoml',
      'serve',
      'bento_service:Flowers',
      '--port',
      bentoPort,
      '--host',
      '127.0.0.1',
      '--working-dir',
      join(ROOT, 'bench/serving'),
    ],
    {
      ...environment,
      MODEL: folder,
      FLAVOR: model,
      BENTOML_DO_NOT_TRACK: 'true',
      BENTOML_HOME: join(programs, 'bentoml'),
    },
    bentoPort,
    '/readyz',
    '/predict',
    (rows) => JSON.stringify({ rows }),
  );
  const stop = async (): Promise<void> => {
    await bento.stop();
    await rm(programs, { recursive: true, force: true });
  };
  return [millrace, mlflow, { ...bento, stop }];
}

async function start(
  name: ModelServerUnderTest['name'],
  [program = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
  port: string,
  health: string,
  path: string,
  body: ModelServerUnderTest['body'],
): Promise<ModelServerUnderTest> {
  const began = performance.now();
  const child = spawn(program, args, {
    env: environment,
    stdio: process.env['BENCH_LOG'] === undefined ? 'ignore' : 'inherit',
    detached: true,
  });
  const stop = async (): Promise<void> => {
    running.delete(stop);
    if (child.exitCode !== null || child.pid === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // The others are groups of processes.
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  running.add(stop);
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(name, origin + health, child);
  return { name, url: origin + path, startMs: performance.now() - began, body, stop };
}

async function untilReady(name: string, url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await sleep(20);
  }
  throw new Error(`${name} did not start; set BENCH_LOG=1 to see why`);
}
