import { readFlags } from './read-flags.ts';
import {
  readServer,
  readSubmission,
  RUN_OPTIONS,
  RUN_USAGE,
  SERVER_OPTIONS,
  SERVER_USAGE,
  type Submission,
} from './run-options.ts';
import { UsageError } from './usage-error.ts';

export const USAGE = `Runs a project on Millrace, follows its log, and exits with the code of its command.

usage: millrace run [options] <uri>

${RUN_USAGE}
  --detach                    print the id of the run, and do not wait for it
${SERVER_USAGE}

millrace sweep runs a project with many parameters, millrace schedule again and again; millrace gc removes what was deleted for good.
Each says how with --help.
`;

export interface RunCommand {
  readonly server: string;
  readonly detach: boolean;
  readonly submission: Submission;
}

const OPTIONS = { ...RUN_OPTIONS, ...SERVER_OPTIONS, detach: { type: 'boolean' } } as const;

/** Reads `run …`; `help` when only the usage was asked for. Throws UsageError. */
export function readRunCommand(args: readonly string[], environment: NodeJS.ProcessEnv): RunCommand | 'help' {
  const { values, positionals } = readFlags(args, OPTIONS);
  if (values.help || positionals.length === 0) return 'help';
  const [command, ...uris] = positionals;
  if (command !== 'run')
    throw new UsageError(`There is no command ${command}; there are run, sweep, schedule and gc.`);
  return {
    submission: readSubmission(values, uris, environment),
    server: readServer(values['tracking-uri'], environment),
    detach: values.detach ?? false,
  };
}
