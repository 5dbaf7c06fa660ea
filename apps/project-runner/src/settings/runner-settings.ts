import { ImageSettings } from '@millrace/containers/image-settings';
import { EXECUTORS } from '@millrace/contracts/projects/executor-config';
import { commaList, positiveInteger } from '@millrace/service-kit/config/settings';
import { SecretsSettings } from '@millrace/service-kit/secrets/secrets-settings';
import { z } from 'zod';

const GIBIBYTE = 1024 ** 3;
const MEBIBYTE = 1024 ** 2;

const NUMBERS = `must be names and numbers such as process=4,docker=0; the executors are ${EXECUTORS.join(', ')}`;
const executorNumbers = z
  .string()
  .regex(
    new RegExp(`^(?:${EXECUTORS.join('|')})=\\d{1,5}(?:,(?:${EXECUTORS.join('|')})=\\d{1,5})*$`),
    NUMBERS,
  )
  .transform(
    (given): ReadonlyMap<string, number> =>
      new Map(
        given.split(',').map((each) => {
          const [name = '', number] = each.split('=');
          return [name, Number(number)];
        }),
      ),
  );

/** What the project runner can be told besides what every service can. */
export const RunnerSettings = z.object({
  MILLRACE_RUNNER_FOLDER: z
    .string()
    .default('.millrace/projects')
    .describe(
      'Where the project runner keeps working copies of projects and Python environments it has built.',
    ),
  MILLRACE_RUNNER_TRACKING_URI: z
    .url('must be the address of the tracking server, http://host:port')
    .optional()
    .describe('The MLFLOW_TRACKING_URI of projects; the address of the process itself unless given.'),
  MILLRACE_RUNNER_PYTHON: z
    .string()
    .default('python3')
    .describe(
      'The Python of projects with env_manager local, and that environments are made with: a path, or a name on the PATH.',
    ),
  MILLRACE_RUNNER_CONCURRENCY: positiveInteger('runs')
    .default(2)
    .describe('How many projects this process runs at once with each executor.'),
  MILLRACE_RUNNER_EXECUTOR_CONCURRENCY: executorNumbers
    .default(new Map())
    .describe(
      'Where that is another number for an executor, such as kubernetes=50,docker=4; 0 leaves its runs to other processes.',
    ),
  MILLRACE_RUNNER_USER_CONCURRENCY: positiveInteger('runs')
    .optional()
    .describe('How many projects of one user run at once, over all runners; any number unless given.'),
  MILLRACE_RUNNER_LEASE_SECONDS: positiveInteger('seconds')
    .default(15)
    .describe(
      'After how long without a sign of life a runner is taken for dead, and its runs are taken over.',
    ),
  MILLRACE_RUNNER_RETRY_SECONDS: positiveInteger('seconds')
    .default(5)
    .describe('How long a failed run waits before it is tried again; doubled each time, up to an hour.'),
  MILLRACE_RUNNER_LOG_BYTES: positiveInteger('bytes')
    .default(16 * MEBIBYTE)
    .describe('How much a run may print, in bytes; one that prints more is ended.'),
  MILLRACE_RUNNER_RETENTION_DAYS: positiveInteger('days')
    .default(30)
    .describe(
      'After how many days the log of a run that has ended is only among its artifacts, and an uploaded archive goes that no run has needed since.',
    ),
  MILLRACE_RUNNER_FETCH_SECONDS: positiveInteger('seconds')
    .default(600)
    .describe(
      'How long fetching a project may take, in seconds; its size is bounded by MILLRACE_RUNNER_DISK_BYTES.',
    ),
  MILLRACE_RUNNER_PROCESSES: positiveInteger('processes')
    .default(1024)
    .describe('The most processes of one run.'),
  MILLRACE_RUNNER_MEMORY_BYTES: positiveInteger('bytes')
    .default(16 * GIBIBYTE)
    .describe('The most memory of one run, in bytes.'),
  MILLRACE_RUNNER_DISK_BYTES: positiveInteger('bytes')
    .default(10 * GIBIBYTE)
    .describe(
      'The most that one run may write in its folder, in bytes; also the largest project, with what git keeps of it.',
    ),
  MILLRACE_RUNNER_ENVIRONMENT_BYTES: positiveInteger('bytes')
    .default(20 * GIBIBYTE)
    .describe(
      'The most disk that Python environments of projects take, in bytes; those in use are never removed.',
    ),
  MILLRACE_RUNNER_IMAGE: z
    .string()
    .default('python:3.11-slim')
    .describe(
      'The image of projects that name neither an image nor an environment, by docker and kubernetes.',
    ),
  MILLRACE_RUNNER_VOLUMES: commaList
    .default([])
    .describe(
      'Folders of the machine, and named volumes, that docker_env may mount; a folder stands for all below it too.',
    ),
  MILLRACE_RUNNER_COPIED_VARIABLES: commaList
    .default([])
    .describe("Variables of this process that docker_env may copy into a project's environment."),
  MILLRACE_RUNNER_DOCKER_NETWORK: z
    .string()
    .default('')
    .describe(
      "The network of containers; unless given the engine's usual one, or host where the tracking server listens on this machine alone.",
    ),
  MILLRACE_RUNNER_KUBERNETES: commaList
    .default([])
    .describe(
      'The cluster of the executor kubernetes: a context of the kubeconfig, or in-cluster. Further ones may be asked for. Empty for none.',
    ),
  MILLRACE_RUNNER_KUBERNETES_NAMESPACES: commaList
    .default([])
    .describe(
      "The namespace of jobs, and further ones that may be asked for; unless given the context's own.",
    ),
  MILLRACE_RUNNER_KUBERNETES_TRACKING_URI: z
    .url('must be the address of the tracking server, http://host:port')
    .optional()
    .describe('The MLFLOW_TRACKING_URI in pods, where they reach it at another address.'),
  MILLRACE_RUNNER_KUBERNETES_START_SECONDS: positiveInteger('seconds')
    .default(300)
    .describe('How long a pod may take to start once its job is admitted, before the run has failed.'),
  ...ImageSettings.shape,
  ...SecretsSettings.shape,
});
export type RunnerSettings = z.infer<typeof RunnerSettings>;

/** What to inject for the settings that the module was made with. */
export const RUNNER_SETTINGS = Symbol('project runner settings');
