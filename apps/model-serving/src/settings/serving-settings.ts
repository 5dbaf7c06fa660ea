import { positiveInteger } from '@millrace/service-kit/config/settings';
import { z } from 'zod';

const GIBIBYTE = 1024 ** 3;

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
  MILLRACE_SERVING_MODEL_BYTES: positiveInteger('bytes')
    .default(20 * GIBIBYTE)
    .describe('The most disk that fetched models take, in bytes; those in use are never removed.'),
  MILLRACE_SERVING_ENVIRONMENT_BYTES: positiveInteger('bytes')
    .default(20 * GIBIBYTE)
    .describe('The most disk that Python environments take, in bytes; those in use are never removed.'),
});
export type ServingSettings = z.infer<typeof ServingSettings>;

/** What to inject for the settings that the module was made with. */
export const SERVING_SETTINGS = Symbol('serving settings');
