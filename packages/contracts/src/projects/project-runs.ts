/** What the REST API of project runs takes, under `/api/millrace/project-runs`. Unknown fields are refused: a typo must not pass. */
import { z } from 'zod';
import { Page } from '../validation/page.ts';
import { ExecutorConfig, EXECUTORS } from './executor-config.ts';
import { text, Value, whole } from './fields.ts';

export const PROJECT_ENV_MANAGERS = ['local', 'uv', 'virtualenv', 'conda'] as const;
export type ProjectEnvManager = (typeof PROJECT_ENV_MANAGERS)[number];

/** The states that a project run comes to and stays in. */
export const ENDED_STATES = ['finished', 'failed', 'killed', 'timed_out'] as const;
export const RUN_STATES = ['queued', 'building', 'running', 'uploading', ...ENDED_STATES] as const;
export type RunState = (typeof RUN_STATES)[number];
export type EndedState = (typeof ENDED_STATES)[number];

const PARAMETERS = 'must be an object of parameter names and values, such as {"alpha": 0.5}';
const MAX_PARAMETERS = 100;

export const CreateProjectRun = z.strictObject({
  uri: text(2048).describe('A folder, a zip archive, upload:…, or a git repository; #folder leads into it.'),
  version: text(250).optional().describe('A branch, a tag or a commit, for projects in git.'),
  entry_point: text(250).default('main').describe('An entry point of the MLproject file, or a script.'),
  parameters: z
    .record(z.string().min(1).max(250), Value, PARAMETERS)
    .refine(
      (values) => Object.keys(values).length <= MAX_PARAMETERS,
      `must have at most ${MAX_PARAMETERS} parameters`,
    )
    .default({}),
  experiment_id: z
    .string('must be the id of an experiment, as text')
    .regex(/^\d{1,18}$/, 'must be the id of an experiment, as text')
    .default('0'),
  run_name: text(250).optional(),
  source_name: text(2048)
    .optional()
    .describe('Where the project came from, to be shown in place of the uri of an upload.'),
  user_id: text(250).optional().describe('Whose run it is.'),
  executor: z.enum(EXECUTORS, `must be one of ${EXECUTORS.join(', ')}`).default('process'),
  executor_config: ExecutorConfig.default({}),
  env_manager: z
    .enum(PROJECT_ENV_MANAGERS, `must be one of ${PROJECT_ENV_MANAGERS.join(', ')}`)
    .optional()
    .describe('uv unless given, where the project names an environment; local where it names none.'),
  priority: whole(1, 2_000_000, 'rank').default(1000).describe('The least are run first.'),
  max_retries: whole(0, 100, 'retries').default(0).describe('How often it is tried again after a failure.'),
  timeout_seconds: whole(1, 31_536_000, 'seconds').optional().describe('How long its command may take.'),
});
export type CreateProjectRun = z.infer<typeof CreateProjectRun>;

const Again = CreateProjectRun.shape.uri
  .optional()
  .describe('The same uri with its credentials, which are not kept once a run has finished.');

/** Changes to the request that a run was submitted with; parameters are changed one by one. */
export const RerunProjectRun = z.strictObject({
  uri: Again,
  version: CreateProjectRun.shape.version,
  entry_point: CreateProjectRun.shape.entry_point.unwrap().optional(),
  parameters: CreateProjectRun.shape.parameters,
  experiment_id: CreateProjectRun.shape.experiment_id.unwrap().optional(),
  run_name: CreateProjectRun.shape.run_name,
  user_id: CreateProjectRun.shape.user_id,
  executor_config: CreateProjectRun.shape.executor_config,
  env_manager: CreateProjectRun.shape.env_manager,
  priority: CreateProjectRun.shape.priority.unwrap().optional(),
  max_retries: CreateProjectRun.shape.max_retries.unwrap().optional(),
  timeout_seconds: CreateProjectRun.shape.timeout_seconds,
});
export type RerunProjectRun = z.infer<typeof RerunProjectRun>;

const Status = z.enum(
  RUN_STATES.map((state) => state.toUpperCase()) as [string, ...string[]],
  'must be the status of a run',
);
const ID = 'must be an id of 32 hexadecimal digits';
const Id = z.string(ID).regex(/^[\da-f]{32}$/, ID);

export const ListProjectRuns = z.strictObject({
  status: z
    .union([Status.transform((status) => [status]), z.array(Status)], 'must be the status of a run')
    .optional()
    .describe('May be given more than once.'),
  sweep_id: Id.optional(),
  schedule_id: Id.optional(),
  ...Page,
});
export type ListProjectRuns = z.infer<typeof ListProjectRuns>;

/** Changes to how a run is submitted when it is reproduced; what it computes stays the same. */
export const ReproduceProjectRun = z.strictObject({
  uri: Again,
  run_name: CreateProjectRun.shape.run_name,
  user_id: CreateProjectRun.shape.user_id,
  priority: CreateProjectRun.shape.priority.unwrap().optional(),
});
export type ReproduceProjectRun = z.infer<typeof ReproduceProjectRun>;
