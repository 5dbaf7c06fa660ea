import { readAge, type Selection } from '@millrace/retention/selection';
import { readFlags } from '../read-flags.ts';
import { UsageError } from '../usage-error.ts';

export const GC_USAGE = `Removes deleted experiments, runs and logged models for good, with their artifacts. Says what it would remove, and does it with --yes.

usage: millrace gc [options]

  --older-than <age>             only what was deleted so long ago: 30d, 8h, 2d8h5m20s (MILLRACE_RETENTION_DAYS; any age)
  --run-ids <ids>                only these runs, separated by commas
  --experiment-ids <ids>         only these experiments, with all that is in them
  --logged-model-ids <ids>       only these logged models
  --registered-too               also what versions of registered models were made from
  --yes                          do it
  --backend-store-uri <url>      the database (DATABASE_URL)
  --artifacts-destination <uri>  where artifacts are: a folder, or s3://bucket/prefix (MILLRACE_ARTIFACT_ROOT; for S3 also S3_ENDPOINT, AWS_…)
  --help                         show this
`;

export interface GcCommand {
  readonly selection: Selection;
  readonly yes: boolean;
  /** What the settings are read from: the environment, with what the options say in its place. */
  readonly environment: NodeJS.ProcessEnv;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const OPTIONS = {
  'older-than': text,
  'run-ids': text,
  'experiment-ids': text,
  'logged-model-ids': text,
  'registered-too': flag,
  yes: flag,
  'backend-store-uri': text,
  'artifacts-destination': text,
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads what follows `gc`; `help` when only the usage was asked for. Throws UsageError, or SelectionError. */
export function readGcCommand(args: readonly string[], environment: NodeJS.ProcessEnv): GcCommand | 'help' {
  const { values, positionals } = readFlags(args, OPTIONS);
  if (values.help) return 'help';
  if (positionals.length > 0) throw new UsageError(`gc takes options only, and not ${positionals[0]}.`);
  const days = environment['MILLRACE_RETENTION_DAYS'];
  const age = values['older-than'] ?? (days ? `${days}d` : undefined);
  const [runIds, experimentIds, loggedModelIds] = (
    ['run-ids', 'experiment-ids', 'logged-model-ids'] as const
  ).map((name) => list(name, values[name]));
  return {
    selection: {
      olderThanMs: age === undefined ? 0 : readAge(age),
      ...(runIds && { runIds }),
      ...(experimentIds && { experimentIds }),
      ...(loggedModelIds && { loggedModelIds }),
      registeredToo: values['registered-too'],
    },
    yes: values.yes,
    environment: {
      ...environment,
      ...(values['backend-store-uri'] !== undefined && { DATABASE_URL: values['backend-store-uri'] }),
      ...(values['artifacts-destination'] !== undefined && {
        MILLRACE_ARTIFACT_ROOT: values['artifacts-destination'],
      }),
    },
  };
}

function list(name: string, given: string | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  const ids = given
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new UsageError(`--${name} takes ids, separated by commas.`);
  return ids;
}
