import { availableParallelism } from 'node:os';
import { readFlags, UsageError } from '../commands/command.ts';

/** What `millrace-serve` was asked for. */
export interface ServeOptions {
  readonly modelUri: string;
  readonly name: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  readonly python: string;
  readonly timeoutMs: number;
  readonly maxBatch: number;
  readonly maxDelayMs: number;
  readonly maxQueue: number;
  readonly memoryMb: number;
  readonly maxBodyBytes: number;
}

export const USAGE = `millrace-serve -m MODEL [options]: serves an MLflow model at /invocations, /ping, /health, /version and /v2

  -m, --model-uri URI      a model's folder, or models:/… or runs:/… of the server at MLFLOW_TRACKING_URI
  -p, --port PORT          5000 by default; 0 for any that is free
  -h, --host HOST          127.0.0.1 by default
  -w, --workers N          processes (ONNX: threads) that score; one less than there are processors by default
  -t, --timeout SECONDS    of one request; 60 by default
      --env-manager local  the model runs in the Python that is there, and in no other
      --python PATH        that Python; MILLRACE_PYTHON or python3 by default
      --name NAME          the model's name under /v2/models; its folder's by default
      --max-batch ROWS     rows that are scored at once, 1,000 by default; 1 scores each request by itself
      --max-delay MS       how long a request may wait for others to be scored with, 5 by default
      --max-queue N        requests that may wait, 2,000 by default; more are answered 503
      --memory MB          memory of one worker, 4,096 by default; 0 for no bound
      --max-body BYTES     of a request, 104,857,600 by default
      --help
`;

const FLAGS = {
  'model-uri': { type: 'string', short: 'm' },
  port: { type: 'string', short: 'p', default: '5000' },
  host: { type: 'string', short: 'h', default: '127.0.0.1' },
  workers: { type: 'string', short: 'w', default: String(Math.max(1, availableParallelism() - 1)) },
  timeout: { type: 'string', short: 't', default: '60' },
  'env-manager': { type: 'string', default: 'local' },
  'no-conda': { type: 'boolean' },
  python: { type: 'string' },
  name: { type: 'string' },
  'max-batch': { type: 'string', default: '1000' },
  'max-delay': { type: 'string', default: '5' },
  'max-queue': { type: 'string', default: '2000' },
  memory: { type: 'string', default: '4096' },
  'max-body': { type: 'string', default: '104857600' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; undefined when it asks for help. Throws UsageError. */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): ServeOptions | undefined {
  const values = readFlags(args, FLAGS);
  if (values.help) return undefined;
  const modelUri = values['model-uri'];
  if (modelUri === undefined || modelUri === '')
    throw new UsageError('-m, the URI of the model, is missing.');
  if (values['env-manager'] !== 'local')
    throw new UsageError(
      `--env-manager ${values['env-manager']}: only local is there; name the model's own Python with --python.`,
    );
  const number = (
    flag: 'port' | 'workers' | 'timeout' | 'max-batch' | 'max-delay' | 'max-queue' | 'memory' | 'max-body',
    least: number,
    most: number,
  ): number => {
    const value = Number(values[flag]);
    if (values[flag].trim() !== '' && Number.isFinite(value) && value >= least && value <= most) return value;
    throw new UsageError(`--${flag} must be a number from ${least} to ${most}, not ${values[flag]}.`);
  };
  return {
    modelUri,
    name: values.name,
    host: values.host,
    port: number('port', 0, 65_535),
    workers: Math.floor(number('workers', 1, 1024)),
    python: values.python ?? environment['MILLRACE_PYTHON'] ?? 'python3',
    timeoutMs: number('timeout', 0.001, 86_400) * 1000,
    maxBatch: Math.floor(number('max-batch', 1, 1_000_000)),
    maxDelayMs: number('max-delay', 0, 60_000),
    maxQueue: Math.floor(number('max-queue', 1, 1_000_000)),
    memoryMb: Math.floor(number('memory', 0, 16_777_216)),
    maxBodyBytes: Math.floor(number('max-body', 1, 2 ** 31 - 1)),
  };
}
