import { readFlags } from '../read-flags.ts';
import {
  readNumber,
  readServer,
  readSubmission,
  RUN_OPTIONS,
  RUN_USAGE,
  SERVER_OPTIONS,
  SERVER_USAGE,
  type Submission,
} from '../run-options.ts';
import { UsageError } from '../usage-error.ts';
import { readSpace } from './space.ts';

export const SWEEP_USAGE = `Runs a project on Millrace with many parameters, follows how far its runs are, and exits with 0 when at least one has finished.

usage: millrace sweep [create] --vary <k=…> [options] <uri>
       millrace sweep list
       millrace sweep follow|cancel <id>

  -V, --vary <k=…>            a parameter that differs between runs; once for each: a=0.1,0.5,1 takes these values, a=1..10 a range,
                              a=1..10:int whole numbers of it, a=0.001..1:log on a logarithmic scale, a=1..100:int:log both
  --method <name>             grid, every combination of them, or random (grid)
  --max-runs <number>         how many runs a random sweep makes (10); the most that a grid may come to
  --seed <number>             has a random sweep take the same values again
  --concurrency <number>      how many of its runs wait or go on at once (4)
  --metric <name>             the metric that tells which run is the best
  --goal <name>               minimize or maximize it (minimize)
${RUN_USAGE}
  --detach                    print the id of the sweep, and do not wait for it
${SERVER_USAGE}
`;

export type SweepCommand = { readonly server: string } & (
  | {
      readonly action: 'create';
      readonly sweep: Readonly<Record<string, unknown>>;
      readonly submission: Submission;
      readonly detach: boolean;
    }
  | { readonly action: 'list' }
  | { readonly action: 'follow' | 'cancel'; readonly id: string }
);

const text = { type: 'string' } as const;
const OPTIONS = {
  ...RUN_OPTIONS,
  ...SERVER_OPTIONS,
  vary: { ...text, short: 'V', multiple: true },
  method: text,
  'max-runs': text,
  seed: text,
  concurrency: text,
  metric: text,
  goal: text,
  detach: { type: 'boolean' },
} as const;

/** Reads what follows `sweep`; `help` when only the usage was asked for. Throws UsageError. */
export function readSweepCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): SweepCommand | 'help' {
  const { values, positionals } = readFlags(args, OPTIONS);
  const [first, ...rest] = positionals;
  if (values.help || first === undefined) return 'help';
  const server = readServer(values['tracking-uri'], environment);
  if (first === 'list' && rest.length === 0) return { server, action: first };
  if (first === 'follow' || first === 'cancel') {
    const [id] = rest;
    if (id === undefined || rest.length > 1) throw new UsageError(`Give the id of one sweep to ${first}.`);
    return { server, action: first, id };
  }
  const { metric, goal } = values;
  if (goal !== undefined && metric === undefined)
    throw new UsageError('--goal says what to do with the metric: name it by --metric.');
  const sweep = {
    method: values.method ?? 'grid',
    space: readSpace(values.vary ?? []),
    max_runs: readNumber('max-runs', values['max-runs']),
    seed: readNumber('seed', values.seed),
    concurrency: readNumber('concurrency', values.concurrency),
    ...(metric !== undefined && { metric: { name: metric, goal } }),
  };
  const uris = first === 'create' ? rest : positionals;
  const submission = readSubmission(values, uris, environment);
  return { server, action: 'create', sweep, submission, detach: values.detach ?? false };
}
