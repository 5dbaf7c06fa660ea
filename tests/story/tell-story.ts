import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWithMlflow } from '../support/python-client.ts';
import { ROOT } from '../support/server-process.ts';

/** How long a story may take, the installation of the client included: milliseconds. */
export const STORY_MS = 1_200_000;

/** tests/client, run by pytest with the real MLflow client against a server. Throws pytest's output when a test fails. */
export async function tellStory(url: string): Promise<string> {
  const python = await pythonWithMlflow();
  const environment = { ...process.env, MLFLOW_TRACKING_URI: url, MLFLOW_HTTP_REQUEST_MAX_RETRIES: '2' };
  const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '-W', 'ignore', join(ROOT, 'tests/client')];
  try {
    const { stdout } = await promisify(execFile)(python, args, { env: environment, maxBuffer: 64 << 20 });
    return stdout;
  } catch (error) {
    throw new Error((error as { stdout?: string }).stdout, { cause: error });
  }
}
