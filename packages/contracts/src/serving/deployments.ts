/** What the REST API of deployments takes, under `/api/millrace/deployments`. Unknown fields are refused: a typo must not pass. */
import { z } from 'zod';
import { Page } from '../validation/page.ts';

export const ENV_MANAGERS = ['local', 'uv', 'virtualenv'] as const;
export const EnvManager = z.enum(ENV_MANAGERS, `must be one of ${ENV_MANAGERS.join(', ')}`);
export type EnvManager = z.infer<typeof EnvManager>;

export const Target = z.enum(['local', 'kubernetes'], 'must be local or kubernetes');
export type Target = z.infer<typeof Target>;

/** A deployment's name is a segment of the addresses it answers at. */
export const DEPLOYMENT_NAME = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/i;

const NAME_RULE =
  'must be 1 to 63 letters, digits, dots, dashes and underscores, with a letter or digit at both ends';
const URI_RULE =
  'must be the URI of a model, such as models:/name/3, models:/name@champion, models:/m-… or runs:/…/model';

const ModelUri = z
  .string(URI_RULE)
  .max(2048, 'must be at most 2048 characters')
  .regex(/^(?:models|runs):\/\S/, URI_RULE)
  // oxlint-disable-next-line no-control-regex
  .refine((uri) => !/[\u0000-\u001f\u007f]/.test(uri), 'must not contain control characters');

function whole(least: number, most: number, unit: string): z.ZodNumber {
  const must = `must be a whole number of ${unit} from ${least} to ${most}`;
  return z.number(must).int(must).min(least, must).max(most, must);
}

/** How the versions of a deployment are run. */
const Options = {
  env_manager: EnvManager.describe('Where the Python of the model comes from.'),
  replicas: whole(1, 1000, 'replicas').describe('Pods of each version, in a cluster.'),
  workers: whole(1, 64, 'worker processes').describe('Worker processes of each version.'),
  max_batch: whole(1, 100_000, 'rows').describe('The most rows that are scored in one call of the model.'),
  max_delay_ms: whole(0, 1000, 'milliseconds').describe('How long a request may wait for others to join it.'),
  max_queue: whole(1, 100_000, 'requests').describe('How many requests may wait; more are answered 503.'),
  timeout_ms: whole(10, 3_600_000, 'milliseconds').describe('How long one request may take.'),
  memory_mb: whole(64, 1_048_576, 'megabytes').describe('The most memory of one worker.'),
};

export const CreateDeployment = z.strictObject({
  name: z.string(NAME_RULE).regex(DEPLOYMENT_NAME, NAME_RULE),
  model_uri: ModelUri,
  target: Target.default('local').describe('Where it runs: in workers of this service, or in a cluster.'),
  env_manager: Options.env_manager.default('uv'),
  replicas: Options.replicas.default(1),
  workers: Options.workers.default(1),
  max_batch: Options.max_batch.default(256),
  max_delay_ms: Options.max_delay_ms.default(2),
  max_queue: Options.max_queue.default(1000),
  timeout_ms: Options.timeout_ms.default(60_000),
  memory_mb: Options.memory_mb.default(4096),
});
export type CreateDeployment = z.infer<typeof CreateDeployment>;

export const UpdateDeployment = z
  .strictObject({ model_uri: ModelUri, ...Options })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must name at least one field to change');
export type UpdateDeployment = z.infer<typeof UpdateDeployment>;

export const ScaleDeployment = z
  .strictObject({ replicas: Options.replicas, workers: Options.workers })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must name workers or replicas');
export type ScaleDeployment = z.infer<typeof ScaleDeployment>;

const Percent = whole(0, 100, 'per cent');

export const AddDeploymentVersion = z.strictObject({
  model_uri: ModelUri,
  role: z
    .enum(['canary', 'shadow'], 'must be canary, which answers a part of the requests, or shadow')
    .default('canary'),
  weight: Percent.default(0).describe('The per cent of requests that a canary answers.'),
});
export type AddDeploymentVersion = z.infer<typeof AddDeploymentVersion>;

export const SetDeploymentTraffic = z.strictObject({
  weights: z
    .record(z.string().regex(/^[1-9]\d{0,8}$/, 'must be the number of a version'), Percent)
    .refine(
      (weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0) === 100,
      'must add up to 100',
    )
    .describe('Per cent of requests by version: the live one and each canary.'),
});
export type SetDeploymentTraffic = z.infer<typeof SetDeploymentTraffic>;

export const PromoteDeployment = z.strictObject({
  version: z
    .string('must be the number of a version, as text')
    .regex(/^[1-9]\d{0,8}$/, 'must be the number of a version, as text'),
});
export type PromoteDeployment = z.infer<typeof PromoteDeployment>;

export const Nothing = z.strictObject({});

export const ListDeployments = z.strictObject({
  ...Page,
});
export type ListDeployments = z.infer<typeof ListDeployments>;

export const ReadDeploymentLogs = z.strictObject({
  tail: z.coerce
    .number('must be a whole number of lines from 1 to 10000')
    .int('must be a whole number of lines from 1 to 10000')
    .min(1, 'must be a whole number of lines from 1 to 10000')
    .max(10_000, 'must be a whole number of lines from 1 to 10000')
    .default(1000),
});
export type ReadDeploymentLogs = z.infer<typeof ReadDeploymentLogs>;
