import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SelectionError } from '@millrace/retention/selection';
import { SettingsError } from '@millrace/service-kit/config/settings';
import { explainFailure } from '@millrace/service-kit/lifecycle/explain-failure';
import { ApiError, ProjectRunsApi, type ShownRun } from './api.ts';
import { readExecutorConfig } from './executor-config.ts';
import { GC_USAGE, readGcCommand } from './gc/options.ts';
import { readRunCommand, type RunCommand, USAGE } from './options.ts';
import { UsageError } from './usage-error.ts';
import { zipFolder } from './zip-folder.ts';

/** As `timeout` and shells have it. */
const TIMED_OUT = 124;
const KILLED = 137;

/** The command `millrace`. Resolves with the code to exit with: that of the run's own command. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    if (args[0] === 'gc') return await gc(args.slice(1));
    const command = readRunCommand(args, process.env);
    if (command !== 'help') return await run(command);
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    const isUsage =
      error instanceof UsageError || error instanceof SelectionError || error instanceof SettingsError;
    const { foreseen, sentence } =
      isUsage || error instanceof ApiError
        ? { foreseen: true, sentence: error.message }
        : explainFailure(error);
    if (!foreseen) throw error;
    process.stderr.write(`millrace: ${sentence}\n`);
    return isUsage ? 2 : 1;
  }
}

async function gc(args: readonly string[]): Promise<number> {
  const command = readGcCommand(args, process.env);
  if (command !== 'help') {
    const { collectGarbage } = await import('./gc/collect-garbage.ts');
    return collectGarbage(command, (line) => process.stdout.write(`${line}\n`));
  }
  process.stdout.write(GC_USAGE);
  return 0;
}

async function run(command: RunCommand): Promise<number> {
  const { server, uri, detach, experimentName, request, executorConfig } = command;
  const api = new ProjectRunsApi(server);
  const config =
    executorConfig === undefined ? {} : { executor_config: await readExecutorConfig(executorConfig) };
  const experiment =
    experimentName === undefined ? {} : { experiment_id: await api.experimentId(experimentName) };
  const reached = await reachable(api, uri, request['version']);
  // A folder of this machine is known by its name here, not by that of its upload.
  const source = reached === uri ? {} : { source_name: resolve(uri) };
  const { run_id: runId } = await api.submit({
    ...request,
    ...config,
    ...experiment,
    ...source,
    uri: reached,
  });
  if (detach) {
    process.stdout.write(`${runId}\n`);
    return 0;
  }
  process.stderr.write(`Run ${runId} is queued at ${server}; Ctrl-C cancels it.\n`);
  const cancel = (): void => void api.cancel(runId).catch(() => process.exit(1));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  const ended = await api.follow(runId, (text) => process.stdout.write(text));
  process.stderr.write(
    `Run ${runId} is ${ended.status}${ended.reason === undefined ? '' : `: ${ended.reason.split('\n')[0]}`}\n`,
  );
  process.off('SIGINT', cancel).off('SIGTERM', cancel);
  return exitCode(ended);
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

function exitCode({ status, exit_code: code }: ShownRun): number {
  if (status === 'FINISHED') return 0;
  if (status === 'TIMED_OUT') return TIMED_OUT;
  if (status === 'KILLED') return KILLED;
  return code === undefined || code === 0 ? 1 : code;
}
