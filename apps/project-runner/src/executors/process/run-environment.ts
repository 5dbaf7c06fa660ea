import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunOrder } from '../executor.ts';

/** What a project may see of this process's environment: how to find programs, language, devices, and proxies. No credential of the platform. */
const PASSED =
  /^(?:PATH|LANG|LANGUAGE|LC_\w+|TZ|LD_LIBRARY_PATH|CUDA_\w+|NVIDIA_\w+|OMP_NUM_THREADS|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|JAVA_HOME)$/;

/** In the environment of all that a run starts, so that it can be found again. */
export function runMark(runId: string): string {
  return `MILLRACE_PROJECT_RUN=${runId}`;
}

/** The environment of a run's command, with a home and a folder for temporary files of its own. */
export async function runEnvironment(
  order: RunOrder,
  from: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> {
  const home = join(order.scratch, 'home');
  const temporary = join(order.scratch, 'tmp');
  for (const folder of [home, temporary]) await mkdir(folder, { recursive: true });
  const passed = Object.fromEntries(Object.entries(from).filter(([name]) => PASSED.test(name)));
  const [name = '', value = ''] = runMark(order.runId).split('=');
  return {
    ...passed,
    HOME: home,
    TMPDIR: temporary,
    SHELL: '/bin/bash',
    PYTHONUNBUFFERED: '1',
    PYTHONNOUSERSITE: '1',
    ...order.variables,
    PATH: [...order.workplace.programs, from['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':'),
    [name]: value,
  };
}
