/** `executor_config` of a project run: what each executor can be told. */
import { z } from 'zod';
import { text, whole } from './fields.ts';

export const EXECUTORS = ['process', 'docker', 'kubernetes'] as const;
export type ExecutorName = (typeof EXECUTORS)[number];

const IMAGE = /^(?=.{1,500}$)[a-z0-9]+(?:[._:/@-]+[A-Za-z0-9_]+)*$/;
const NAMESPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const REPOSITORY = /^[a-z0-9]+(?:[._:/-]+[a-z0-9]+)*$/;
const MAX_TEMPLATE = 100_000;

const all = ['process', 'docker', 'kubernetes'] as const;
const containers = ['docker', 'kubernetes'] as const;
const cluster = ['kubernetes'] as const;

/** Which executors take a field. */
const TAKEN_BY: Readonly<Record<keyof ExecutorConfig, readonly ExecutorName[]>> = {
  processes: all,
  memory_mb: all,
  disk_mb: all,
  open_files: all,
  environment: all,
  cpus: containers,
  gpus: containers,
  image: containers,
  namespace: cluster,
  queue_name: cluster,
  'kube-context': cluster,
  'repository-uri': cluster,
  'kube-job-template': cluster,
  'kube-job-template-path': cluster,
};

export const ExecutorConfig = z
  .strictObject({
    processes: whole(1, 100_000, 'processes').describe('The most processes at once.'),
    memory_mb: whole(16, 4_194_304, 'megabytes').describe('The most memory of all its processes.'),
    disk_mb: whole(1, 4_194_304, 'megabytes').describe('The most that it may write to disk.'),
    open_files: whole(16, 1_048_576, 'files').describe('The most files that a process may have open.'),
    environment: z
      .record(
        z.string().regex(/^[A-Za-z_]\w{0,200}$/, 'must be the name of a variable'),
        z.string().max(32_000),
      )
      .refine((variables) => Object.keys(variables).length <= 200, 'must have at most 200 variables')
      .describe('Variables for the command.'),
    cpus: z
      .number('must be a number of processors')
      .min(0.01, 'must be at least 0.01')
      .max(1024, 'must be at most 1024')
      .describe('How many processors it may use. docker and kubernetes.'),
    gpus: whole(1, 1024, 'GPUs').describe('How many GPUs it is given. docker and kubernetes.'),
    image: z
      .string('must be the name of an image')
      .regex(IMAGE, 'must be the name of an image, such as python:3.11-slim')
      .describe('The image to run in, in place of what the project says. docker and kubernetes.'),
    namespace: z
      .string()
      .regex(NAMESPACE, 'must be the name of a namespace')
      .describe('One of the namespaces that MILLRACE_RUNNER_KUBERNETES_NAMESPACES allows. kubernetes.'),
    queue_name: z
      .string()
      .regex(NAMESPACE, 'must be the name of a LocalQueue of Kueue')
      .describe("The queue of Kueue's that admits the job. kubernetes."),
    'kube-context': text(250).describe(
      'One of the contexts that MILLRACE_RUNNER_KUBERNETES allows. kubernetes.',
    ),
    'repository-uri': z
      .string()
      .max(250)
      .regex(REPOSITORY, 'must be the beginning of the name of an image, such as registry.example.com/team')
      .describe('What the image with the project is named, before its tag. kubernetes.'),
    'kube-job-template': z
      .union(
        [z.string().max(MAX_TEMPLATE), z.record(z.string(), z.unknown())],
        'must be the template of a Job, as an object or as YAML text',
      )
      .refine((template) => JSON.stringify(template).length <= MAX_TEMPLATE, 'must be at most 100000 bytes')
      .describe('A Job that the project is put into, as MLflow does. kubernetes.'),
    'kube-job-template-path': text(250).describe(
      'The same, as the path of a file in the project. kubernetes.',
    ),
  })
  .partial();
export type ExecutorConfig = z.infer<typeof ExecutorConfig>;

/** What is wrong with a config for an executor: a field that others take. */
export function strayField(executor: ExecutorName, config: ExecutorConfig): string | undefined {
  const stray = (Object.keys(config) as (keyof ExecutorConfig)[]).find(
    (field) => !TAKEN_BY[field].includes(executor),
  );
  if (stray === undefined) return undefined;
  return `'executor_config.${stray}' is not for the executor ${executor}, but for ${TAKEN_BY[stray].join(' and ')}.`;
}
