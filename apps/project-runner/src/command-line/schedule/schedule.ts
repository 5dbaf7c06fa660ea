import { ProjectRunsApi, type ShownRun } from '../api.ts';
import { completeRequest } from '../complete-request.ts';
import { printTable } from '../print-table.ts';
import { Rest } from '../rest.ts';
import { readScheduleCommand, SCHEDULE_USAGE } from './options.ts';

/** A schedule as the server shows it, as far as it is needed here. */
interface ShownSchedule {
  readonly schedule_id: string;
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  readonly paused: boolean;
  readonly project_run: { readonly uri: string; readonly source_name?: string };
  readonly next_timestamp: number | null;
  readonly last_run_id: string | null;
  readonly last_error?: string;
}

const ROUTE = '/api/millrace/project-schedules';

/** `millrace schedule`. Resolves with the code to exit with. */
export async function schedule(args: readonly string[]): Promise<number> {
  const command = readScheduleCommand(args, process.env);
  if (command === 'help') {
    process.stdout.write(SCHEDULE_USAGE);
    return 0;
  }
  const rest = new Rest(command.server);
  const change = (id: string, method: string, body?: object, below = ''): Promise<unknown> =>
    rest.json(`${ROUTE}/${encodeURIComponent(id)}${below}`, method, body && JSON.stringify(body));
  switch (command.action) {
    case 'create': {
      const request = await completeRequest(new ProjectRunsApi(rest), command.submission);
      const body = JSON.stringify({ ...command.schedule, project_run: request });
      const { project_schedule: made } = await rest.json<{ project_schedule: ShownSchedule }>(
        ROUTE,
        'POST',
        body,
      );
      process.stdout.write(`${made.schedule_id}\n`);
      break;
    }
    case 'list': {
      const { project_schedules: found } = await rest.json<{ project_schedules: ShownSchedule[] }>(
        ROUTE,
        'GET',
      );
      printTable(['ID', 'NAME', 'CRON', 'NEXT', 'PROJECT', 'LAST'], found.map(row));
      break;
    }
    case 'trigger': {
      const { id, parameters } = command;
      const { project_run: run } = (await change(id, 'POST', { parameters }, '/trigger')) as {
        project_run: ShownRun;
      };
      process.stdout.write(`${run.run_id}\n`);
      break;
    }
    case 'delete':
      await change(command.id, 'DELETE');
      break;
    default:
      await change(command.id, 'PATCH', { paused: command.action === 'pause' });
  }
  return 0;
}

function row(shown: ShownSchedule): string[] {
  const { next_timestamp: next, project_run: run, cron, timezone } = shown;
  return [
    shown.schedule_id,
    shown.name,
    timezone === 'UTC' ? cron : `${cron} (${timezone})`,
    shown.paused ? 'paused' : next === null ? 'never' : new Date(next).toISOString().replace('.000', ''),
    run.source_name ?? run.uri,
    shown.last_error ?? shown.last_run_id ?? '-',
  ];
}
