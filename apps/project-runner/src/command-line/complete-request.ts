import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProjectRunsApi } from './api.ts';
import { readExecutorConfig } from './executor-config.ts';
import type { Submission } from './run-options.ts';
import { UsageError } from './usage-error.ts';
import { zipFolder } from './zip-folder.ts';

/** The request that submits a project as the options say: files are read, a folder is uploaded, the experiment is looked up. */
export async function completeRequest(
  api: ProjectRunsApi,
  { uri, request, executorConfig, experimentName }: Submission,
): Promise<object> {
  const config =
    executorConfig === undefined ? {} : { executor_config: await readExecutorConfig(executorConfig) };
  const experiment =
    experimentName === undefined ? {} : { experiment_id: await api.experimentId(experimentName) };
  const reached = await reachable(api, uri, request['version']);
  // A folder of this machine is known by its name here, not by that of its upload.
  const source = reached === uri ? {} : { source_name: resolve(uri) };
  return { ...request, ...config, ...experiment, ...source, uri: reached };
}

/** A uri that the server can reach: a folder of this machine is uploaded, unless a version of it is wanted. */
async function reachable(api: ProjectRunsApi, uri: string, version: unknown): Promise<string> {
  const at = uri.indexOf('#');
  const [location, below] = at < 0 ? [uri, ''] : [uri.slice(0, at), uri.slice(at)];
  const isFolder = await stat(location).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return uri;
  if (version !== undefined)
    throw new UsageError(
      'A folder is uploaded as it is; for a version of it give file:// and its path on the server.',
    );
  return (await api.upload(await zipFolder(location))) + below;
}
