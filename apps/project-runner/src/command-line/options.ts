import { readFlags } from './read-flags.ts';
import { UsageError } from './usage-error.ts';

export const USAGE = `Runs a project on Millrace, follows its log, and exits with the code of its command.

usage: millrace run [options] <uri>

  <uri>                       a folder (it is uploaded), a zip archive, or a git repository; #folder leads into it
  -e, --entry-point <name>    an entry point, or a script of the project (main)
  -v, --version <version>     a branch, a tag or a commit, for projects in git
  -P, --param-list <k=v>      a parameter; once for each
  --experiment-id <id>        the experiment (MLFLOW_EXPERIMENT_ID; 0)
  --experiment-name <name>    the experiment, by its name (MLFLOW_EXPERIMENT_NAME)
  --run-name <name>           the name of the run
  -b, --executor <name>       what runs it: process, docker or kubernetes (process); --backend, as MLflow has it, is the same
  -c, --executor-config <c>   what it is told, as a JSON file or as JSON; --backend-config is the same
  --env-manager <name>        local, uv, virtualenv or conda
  --priority <rank>           the least are run first (1000)
  --max-retries <number>      how often it is tried again after a failure (0)
  --timeout <seconds>         how long its command may take
  --detach                    print the id of the run, and do not wait for it
  --tracking-uri <url>        the server (MLFLOW_TRACKING_URI; http://127.0.0.1:5000)
  --help                      show this

millrace gc removes what was deleted for good; millrace gc --help says how.
`;

export interface RunCommand {
  readonly server: string;
  readonly uri: string;
  readonly detach: boolean;
  readonly experimentName: string | undefined;
  /** A JSON file, or JSON. */
  readonly executorConfig: string | undefined;
  /** Fields of the request, besides its uri. */
  readonly request: Readonly<Record<string, unknown>>;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  'entry-point': { ...text, short: 'e' },
  version: { ...text, short: 'v' },
  'param-list': { ...text, short: 'P', multiple: true },
  'experiment-id': text,
  'experiment-name': text,
  'run-name': text,
  executor: { ...text, short: 'b' },
  backend: text,
  'executor-config': { ...text, short: 'c' },
  'backend-config': text,
  'env-manager': text,
  priority: text,
  'max-retries': text,
  timeout: text,
  'tracking-uri': text,
  detach: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads `run …`; `help` when only the usage was asked for. Throws UsageError. */
export function readRunCommand(args: readonly string[], environment: NodeJS.ProcessEnv): RunCommand | 'help' {
  const { values, positionals } = readFlags(args, OPTIONS);
  if (values.help || positionals.length === 0) return 'help';
  const [command, uri, ...more] = positionals;
  if (command !== 'run') throw new UsageError(`There is no command ${command}; there are run and gc.`);
  if (uri === undefined || more.length > 0) throw new UsageError('Give one uri, behind the options.');
  const byName = values['experiment-name'] ?? environment['MLFLOW_EXPERIMENT_NAME'];
  const experimentId = values['experiment-id'] ?? environment['MLFLOW_EXPERIMENT_ID'];
  const request = {
    entry_point: values['entry-point'],
    version: values.version,
    parameters: readParameters(values['param-list'] ?? []),
    run_name: values['run-name'],
    executor: executorNamed(values.executor ?? values.backend),
    env_manager: values['env-manager'],
    priority: number('priority', values.priority),
    max_retries: number('max-retries', values['max-retries']),
    timeout_seconds: number('timeout', values.timeout),
    experiment_id: experimentId,
    user_id: environment['USER'] || undefined,
  };
  const server = values['tracking-uri'] ?? environment['MLFLOW_TRACKING_URI'] ?? 'http://127.0.0.1:5000';
  if (!/^https?:\/\//.test(server))
    throw new UsageError(`The tracking URI must begin with http:// or https://, and is ${server}.`);
  return {
    server: server.replace(/\/$/, ''),
    uri,
    detach: values.detach ?? false,
    experimentName: values['experiment-id'] === undefined ? byName : undefined,
    executorConfig: values['executor-config'] ?? values['backend-config'],
    request,
  };
}

/** MLflow calls it local. */
function executorNamed(name: string | undefined): string | undefined {
  return name === 'local' ? 'process' : name;
}

function readParameters(given: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const each of given) {
    const at = each.indexOf('=');
    if (at < 1) throw new UsageError(`A parameter is given as name=value, and not as ${each}.`);
    const name = each.slice(0, at);
    if (Object.hasOwn(parameters, name)) throw new UsageError(`The parameter ${name} is given twice.`);
    parameters[name] = each.slice(at + 1);
  }
  return parameters;
}

function number(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`--${option} takes a whole number, and not ${value}.`);
  return Number(value);
}
