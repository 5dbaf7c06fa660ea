import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../apps/project-runner/src/executors/images/engine.ts';
import { environmentImage } from '../../apps/project-runner/src/executors/images/environment-image.ts';
import { underLock } from '../support/python-environment.ts';
import { ROOT } from '../support/server-process.ts';

/** The example whose packages are enough for all of them. */
const RICHEST = 'xgboost';

/**
 * The name of the image that executors build for the environment of an example. Whoever comes first makes it, for all suites: the
 * executors find it by its content.
 */
export async function exampleEnvironment(repository: string): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'millrace-environment-'));
  let name = '';
  try {
    await underLock(join(ROOT, '.cache/example-environment.lock'), async () => {
      const order = { folder: join(ROOT, 'examples', RICHEST), scratch, onProgress: () => undefined };
      const file = { kind: 'python', file: 'python_env.yaml' } as const;
      const options = { repository, defaultImage: 'python:3.11-slim', network: 'host' };
      name = (await environmentImage(openEngine(), order, file, options)).name;
    });
  } finally {
    await rm(scratch, { recursive: true });
  }
  return name;
}

/** What has an example run there: nothing where it asks for that environment itself. */
export function inEnvironment(example: string, image: string): string[] {
  return example === RICHEST ? [] : ['-c', JSON.stringify({ image })];
}
