import { UsageError } from './usage-error.ts';

/** What a run is submitted with, as the options say it. */
export interface Submission {
  readonly uri: string;
  readonly experimentName: string | undefined;
  /** A JSON file, or JSON. */
  readonly executorConfig: string | undefined;
  /** Fields of the request, besides its uri. */
  readonly request: Readonly<Record<string, unknown>>;
}

export const RUN_USAGE = `  <uri>                       a folder (it is uploaded), a zip archive, or a git repository; #folder leads into it
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
  --timeout <seconds>         how long its command may take`;

export const SERVER_USAGE = `  --tracking-uri <url>        the server (MLFLOW_TRACKING_URI; http://127.0.0.1:5000)
  --help                      show this`;

const text = { type: 'string' } as const;
export const SERVER_OPTIONS = { 'tracking-uri': text, help: { type: 'boolean', short: 'h' } } as const;
export const RUN_OPTIONS = {
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
} as const;

type RunValues = {
  readonly [Name in keyof typeof RUN_OPTIONS]?: Name extends 'param-list' ? string[] : string;
};

/** Reads the options of RUN_OPTIONS, and the uri behind them. Throws UsageError. */
export function readSubmission(
  values: RunValues,
  uris: readonly string[],
  environment: NodeJS.ProcessEnv,
): Submission {
  const [uri] = uris;
  if (uri === undefined || uris.length > 1) throw new UsageError('Give one uri, behind the options.');
  const byName = values['experiment-name'] ?? environment['MLFLOW_EXPERIMENT_NAME'];
  const request = {
    entry_point: values['entry-point'],
    version: values.version,
    parameters: readParameters(values['param-list'] ?? []),
    run_name: values['run-name'],
    executor: executorNamed(values.executor ?? values.backend),
    env_manager: values['env-manager'],
    priority: readNumber('priority', values.priority),
    max_retries: readNumber('max-retries', values['max-retries']),
    timeout_seconds: readNumber('timeout', values.timeout),
    experiment_id: values['experiment-id'] ?? environment['MLFLOW_EXPERIMENT_ID'],
    user_id: environment['USER'] || undefined,
  };
  return {
    uri,
    experimentName: values['experiment-id'] === undefined ? byName : undefined,
    executorConfig: values['executor-config'] ?? values['backend-config'],
    request,
  };
}

/** The address of the server, without a slash at its end. Throws UsageError. */
export function readServer(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const server = given ?? environment['MLFLOW_TRACKING_URI'] ?? 'http://127.0.0.1:5000';
  if (!/^https?:\/\//.test(server))
    throw new UsageError(`The tracking URI must begin with http:// or https://, and is ${server}.`);
  return server.replace(/\/$/, '');
}

export function readNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`--${option} takes a whole number, and not ${value}.`);
  return Number(value);
}

/** Reads `name=value`; each name once. Throws UsageError. */
export function readParameters(given: readonly string[]): Record<string, string> {
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

/** MLflow calls it local. */
function executorNamed(name: string | undefined): string | undefined {
  return name === 'local' ? 'process' : name;
}
