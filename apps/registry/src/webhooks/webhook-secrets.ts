import { Inject, Injectable } from '@nestjs/common';
import { Secrets } from '@millrace/service-kit/secrets/secrets';
import { REGISTRY_SETTINGS, RegistrySettings } from '../settings/registry-settings.ts';

/** The secrets that webhooks sign with. MLflow's own key goes first, so that setting it means what it means there. */
@Injectable()
export class WebhookSecrets extends Secrets {
  constructor(@Inject(REGISTRY_SETTINGS) settings: RegistrySettings) {
    const { MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: own, MILLRACE_SECRETS_KEY: all } = settings;
    super([...own, ...all], 'MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY or MILLRACE_SECRETS_KEY');
  }
}
