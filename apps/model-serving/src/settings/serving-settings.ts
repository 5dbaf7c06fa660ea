import { ImageSettings } from '@millrace/containers/image-settings';
import { positiveInteger } from '@millrace/service-kit/config/settings';
import { z } from 'zod';

const GIBIBYTE = 1024 ** 3;
const USER = 'must be the number of a user, at least 1';

/** What model serving can be told besides what every service can. */
export const ServingSettings = z.object({
  MILLRACE_SERVING_FOLDER: z
    .string()
    .default('.millrace/serving')
    .describe('Where model serving keeps models it has fetched and Python environments it has built.'),
  MILLRACE_SERVING_PYTHON: z
    .string()
    .default('python3')
    .describe(
      'The Python of deployments with env_manager local, and that environments are made with: a path, or a name on the PATH.',
    ),
  MILLRACE_WORKER_UID: z.coerce
    .number(USER)
    .int(USER)
    .min(1, USER)
    .optional()
    .describe(
      'The user that models run as, by number, where the service runs as root; it must be able to read models and environments.',
    ),
  MILLRACE_SERVING_MODEL_BYTES: positiveInteger('bytes')
    .default(20 * GIBIBYTE)
    .describe('The most disk that fetched models take, in bytes; those in use are never removed.'),
  MILLRACE_SERVING_ENVIRONMENT_BYTES: positiveInteger('bytes')
    .default(20 * GIBIBYTE)
    .describe('The most disk that Python environments take, in bytes; those in use are never removed.'),
  MILLRACE_SERVING_KUBERNETES: z
    .string()
    .default('')
    .describe(
      'The cluster of deployments with target kubernetes: a context of the kubeconfig, or in-cluster. Empty for none.',
    ),
  MILLRACE_SERVING_KUBERNETES_NAMESPACE: z
    .string()
    .default('')
    .describe("The namespace in that cluster; empty for the context's own."),
  ...ImageSettings.shape,
});
export type ServingSettings = z.infer<typeof ServingSettings>;

/** What to inject for the settings that the module was made with. */
export const SERVING_SETTINGS = Symbol('serving settings');
