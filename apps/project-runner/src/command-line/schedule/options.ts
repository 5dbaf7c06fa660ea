import { readFlags } from '../read-flags.ts';
import {
  readParameters,
  readServer,
  readSubmission,
  RUN_OPTIONS,
  RUN_USAGE,
  SERVER_OPTIONS,
  SERVER_USAGE,
  type Submission,
} from '../run-options.ts';
import { UsageError } from '../usage-error.ts';

export const SCHEDULE_USAGE = `Runs a project on Millrace again and again.

usage: millrace schedule create --name <name> --cron <cron> [options] <uri>    prints the id of the schedule
       millrace schedule list
       millrace schedule pause|resume|delete <id>
       millrace schedule trigger [-P <k=v>] <id>                               prints the id of the run that is queued now

  --name <name>               what people call it
  --cron <cron>               when: minute, hour, day of month, month, day of week; or @hourly, @daily, @weekly, @monthly, @yearly
  --timezone <zone>           the IANA time zone that it is meant in (UTC)
  --paused                    make it without letting it begin
${RUN_USAGE}
${SERVER_USAGE}
`;

const WITH_ID = ['pause', 'resume', 'delete', 'trigger'] as const;

export type ScheduleCommand = { readonly server: string } & (
  | {
      readonly action: 'create';
      readonly schedule: Readonly<Record<string, unknown>>;
      readonly submission: Submission;
    }
  | { readonly action: 'list' }
  | {
      readonly action: (typeof WITH_ID)[number];
      readonly id: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
);

const text = { type: 'string' } as const;
const OPTIONS = {
  ...RUN_OPTIONS,
  ...SERVER_OPTIONS,
  name: text,
  cron: text,
  timezone: text,
  paused: { type: 'boolean' },
} as const;

/** Reads what follows `schedule`; `help` when only the usage was asked for. Throws UsageError. */
export function readScheduleCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): ScheduleCommand | 'help' {
  const { values, positionals } = readFlags(args, OPTIONS);
  const [action, ...rest] = positionals;
  if (values.help || action === undefined) return 'help';
  const server = readServer(values['tracking-uri'], environment);
  if (action === 'create') {
    const { name, cron, timezone, paused } = values;
    if (name === undefined || cron === undefined)
      throw new UsageError('A schedule needs --name and --cron, such as --cron "0 3 * * *".');
    const submission = readSubmission(values, rest, environment);
    return { server, action, schedule: { name, cron, timezone, paused }, submission };
  }
  if (action === 'list') {
    if (rest.length > 0) throw new UsageError(`list takes options only, and not ${rest[0]}.`);
    return { server, action };
  }
  const known = WITH_ID.find((each) => each === action);
  if (known === undefined)
    throw new UsageError(
      `There is no command schedule ${action}; there are create, list, ${WITH_ID.join(', ')}.`,
    );
  const [id] = rest;
  if (id === undefined || rest.length > 1) throw new UsageError(`Give the id of one schedule to ${known}.`);
  const parameters = readParameters(values['param-list'] ?? []);
  if (known !== 'trigger' && Object.keys(parameters).length > 0)
    throw new UsageError(`${known} takes no parameters.`);
  return { server, action: known, id, parameters };
}
