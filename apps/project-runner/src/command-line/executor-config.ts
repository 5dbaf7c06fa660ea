import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

const TEMPLATE_PATH = 'kube-job-template-path';

/**
 * What an executor is told: JSON, or the path of a file of it. A template of a Job that it names is read where it is on this machine,
 * from here or from beside that file. Throws UsageError.
 */
export async function readExecutorConfig(given: string): Promise<Record<string, unknown>> {
  const isFile = !/^\s*[{[]/.test(given);
  const content = isFile ? await readText(given) : given;
  const config = parse(content);
  const { [TEMPLATE_PATH]: path, ...others } = config;
  if (typeof path !== 'string') return config;
  for (const folder of isFile ? ['.', dirname(given)] : ['.']) {
    const template = await readFile(resolve(folder, path), 'utf8').catch(() => undefined);
    if (template !== undefined) return { ...others, 'kube-job-template': template };
  }
  return config;
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`--executor-config ${path} cannot be read: ${error.message}`);
  });
}

function parse(content: string): Record<string, unknown> {
  let config: unknown;
  try {
    config = JSON.parse(content);
  } catch (error) {
    throw new UsageError(`--executor-config must be JSON: ${(error as Error).message}`);
  }
  if (typeof config === 'object' && config !== null && !Array.isArray(config))
    return config as Record<string, unknown>;
  throw new UsageError('--executor-config must be a JSON object');
}
