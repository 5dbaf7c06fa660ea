import { commaList, positiveInteger } from '@millrace/service-kit/config/settings';
import { secretsKeys, SecretsSettings } from '@millrace/service-kit/secrets/secrets-settings';
import { z } from 'zod';

/** What the registry can be told besides what every service can. */
export const RegistrySettings = z.object({
  MILLRACE_WEBHOOK_ALLOWED_HOSTS: commaList
    .default([])
    .describe(
      'Hosts that webhooks may go to although their addresses are private, by https or http: names or addresses, as they stand in the URL.',
    ),
  MILLRACE_WEBHOOK_TIMEOUT_SECONDS: positiveInteger('seconds')
    .default(30)
    .describe('How long a webhook’s receiver may take to answer, in seconds.'),
  MILLRACE_WEBHOOK_CONCURRENCY: positiveInteger('deliveries')
    .default(10)
    .describe('How many webhook messages this process sends at once.'),
  MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: secretsKeys
    .default([])
    .describe(
      'A key of Fernet for the secrets of webhooks alone, as MLflow has it; MILLRACE_SECRETS_KEY unless given.',
    ),
  ...SecretsSettings.shape,
});
export type RegistrySettings = z.infer<typeof RegistrySettings>;

/** What to inject for the settings that the module was made with. */
export const REGISTRY_SETTINGS = Symbol('registry settings');
