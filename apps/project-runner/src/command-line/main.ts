import { SelectionError } from '@millrace/retention/selection';
import { SettingsError } from '@millrace/service-kit/config/settings';
import { explainFailure } from '@millrace/service-kit/lifecycle/explain-failure';
import { GC_USAGE, readGcCommand } from './gc/options.ts';
import { ApiError } from './rest.ts';
import { run } from './run.ts';
import { schedule } from './schedule/schedule.ts';
import { sweep } from './sweep/sweep.ts';
import { UsageError } from './usage-error.ts';

/** The command `millrace`. Resolves with the code to exit with: that of the run's own command. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const [command, ...rest] = args;
    if (command === 'gc') return await gc(rest);
    if (command === 'schedule') return await schedule(rest);
    if (command === 'sweep') return await sweep(rest);
    return await run(args);
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
