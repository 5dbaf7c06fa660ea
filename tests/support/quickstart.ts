import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWithMlflow } from './python-client.ts';
import { ROOT } from './server-process.ts';

/** examples/quickstart against a server, as the README has people run it. Resolves with what it prints. */
export async function runQuickstart(url: string): Promise<string> {
  const python = await pythonWithMlflow();
  const env = { ...process.env, MLFLOW_TRACKING_URI: url, MLFLOW_DISABLE_TELEMETRY: 'true' };
  const { stdout } = await promisify(execFile)(python, [join(ROOT, 'examples/quickstart/train.py')], {
    env,
    maxBuffer: 16 << 20,
  });
  return stdout;
}
