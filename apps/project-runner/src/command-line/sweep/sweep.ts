import { ProjectRunsApi } from '../api.ts';
import { completeRequest } from '../complete-request.ts';
import { exitCode } from '../exit-code.ts';
import { printTable } from '../print-table.ts';
import { Rest } from '../rest.ts';
import { cancelledBySignals } from '../run.ts';
import { readSweepCommand, type SweepCommand, SWEEP_USAGE } from './options.ts';
import { progressOf, type ShownSweep } from './progress.ts';

const ROUTE = '/api/millrace/project-sweeps';
const LOOK_MS = 1000;
/** A server that is restarted meanwhile is waited for. */
const MAX_FAILURES = 30;

/** `millrace sweep`. Resolves with the code to exit with. */
export async function sweep(args: readonly string[]): Promise<number> {
  const command = readSweepCommand(args, process.env);
  if (command === 'help') {
    process.stdout.write(SWEEP_USAGE);
    return 0;
  }
  const rest = new Rest(command.server);
  switch (command.action) {
    case 'create':
      return create(rest, command);
    case 'list': {
      const found = await rest.json<{ project_sweeps: ShownSweep[] }>(ROUTE, 'GET');
      const rows = found.project_sweeps.map((each) => [
        each.sweep_id,
        each.name,
        each.status,
        progressOf(each),
        each.source_name ?? each.uri,
      ]);
      printTable(['ID', 'NAME', 'STATUS', 'RUNS', 'PROJECT'], rows);
      return 0;
    }
    case 'cancel':
      await cancel(rest, command.id);
      return 0;
    default:
      return follow(rest, command.id);
  }
}

async function create(
  rest: Rest,
  { submission, sweep: space, detach }: Extract<SweepCommand, { action: 'create' }>,
): Promise<number> {
  const request = await completeRequest(new ProjectRunsApi(rest), submission);
  const body = JSON.stringify({ ...request, sweep: space });
  const { project_sweep: made } = await rest.json<{ project_sweep: ShownSweep }>(ROUTE, 'POST', body);
  if (detach) {
    process.stdout.write(`${made.sweep_id}\n`);
    return 0;
  }
  process.stderr.write(`Sweep ${made.sweep_id} goes on at ${rest.server}; Ctrl-C cancels it.\n`);
  return cancelledBySignals(
    () => cancel(rest, made.sweep_id),
    () => follow(rest, made.sweep_id),
  );
}

/** Prints how far it is whenever that changes, until it has ended. */
async function follow(rest: Rest, sweepId: string): Promise<number> {
  for (let told = '', failures = 0; ;) {
    try {
      const { project_sweep: shown } = await rest.json<{ project_sweep: ShownSweep }>(pathOf(sweepId), 'GET');
      failures = 0;
      const progress = progressOf(shown);
      if (progress !== told) process.stdout.write(`${progress}\n`);
      told = progress;
      if (shown.status !== 'RUNNING') {
        process.stderr.write(
          `Sweep ${sweepId} is ${shown.status}${shown.reason ? `: ${shown.reason}` : ''}\n`,
        );
        return exitCode(shown);
      }
    } catch (error) {
      // One that was never seen is not waited for.
      if (told === '' || ++failures >= MAX_FAILURES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function cancel(rest: Rest, sweepId: string): Promise<void> {
  await rest.json(`${pathOf(sweepId)}/cancel`, 'POST', '{}');
}

function pathOf(sweepId: string): string {
  return `${ROUTE}/${encodeURIComponent(sweepId)}`;
}
