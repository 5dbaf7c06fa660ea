import { Logger } from '@nestjs/common';
import { explainFailure } from './lifecycle/explain-failure.ts';
import { type RunningService, runService, type ServiceOptions, type SettingsSchema } from './run-service.ts';

/**
 * What a `main.ts` calls. Starts the service; when that fails, says why in one sentence and exits with 1. SIGTERM and SIGINT
 * stop it gracefully and exit with 0; a second signal exits at once.
 */
export async function startService<Schema extends SettingsSchema>(
  options: ServiceOptions<Schema>,
): Promise<void> {
  refuseOldNode(options.name);
  const stop = new AbortController();
  const starting = runService({ ...options, signal: stop.signal });
  stopOnSignals(starting, stop);
  try {
    await starting;
  } catch (error) {
    // It was told to stop while it waited.
    if (stop.signal.aborted && (error as Error).name === 'AbortError') process.exit(0);
    const { sentence, foreseen } = explainFailure(error);
    process.stderr.write(`${options.name} cannot start. ${sentence}\n`);
    if (!foreseen && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
}

/** Numbers past 2^53 are read and written by what JSON can do from Node 22 on; without it they would be wrong in silence. */
function refuseOldNode(name: string): void {
  if ('rawJSON' in JSON) return;
  process.stderr.write(`${name} cannot start. It needs Node 22 or newer, and this is ${process.version}.\n`);
  process.exit(1);
}

function stopOnSignals(starting: Promise<RunningService>, stop: AbortController): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
    const logger = new Logger('stop');
    logger.log(`${signal}: stopping; a second one stops at once`);
    starting
      .then((service) => service.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error(error instanceof Error ? error.message : String(error));
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
}
