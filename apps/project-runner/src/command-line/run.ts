import { ProjectRunsApi } from './api.ts';
import { completeRequest } from './complete-request.ts';
import { exitCode } from './exit-code.ts';
import { readRunCommand, USAGE } from './options.ts';
import { Rest } from './rest.ts';

/** `millrace run`. Resolves with the code of the run's own command. */
export async function run(args: readonly string[]): Promise<number> {
  const command = readRunCommand(args, process.env);
  if (command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const { server, submission, detach } = command;
  const api = new ProjectRunsApi(new Rest(server));
  const { run_id: runId } = await api.submit(await completeRequest(api, submission));
  if (detach) {
    process.stdout.write(`${runId}\n`);
    return 0;
  }
  process.stderr.write(`Run ${runId} is queued at ${server}; Ctrl-C cancels it.\n`);
  const ended = await cancelledBySignals(
    () => api.cancel(runId),
    () => api.follow(runId, (text) => process.stdout.write(text)),
  );
  process.stderr.write(
    `Run ${runId} is ${ended.status}${ended.reason === undefined ? '' : `: ${ended.reason.split('\n')[0]}`}\n`,
  );
  return exitCode(ended);
}

/** Follows what goes on at the server, which Ctrl-C cancels there. */
export async function cancelledBySignals<T>(
  cancel: () => Promise<void>,
  follow: () => Promise<T>,
): Promise<T> {
  const onSignal = (): void => void cancel().catch(() => process.exit(1));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    return await follow();
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
