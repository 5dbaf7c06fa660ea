import type { Modules } from '@millrace/service-kit/run-service';
import type { RetentionSettings } from '@millrace/retention/retention-settings';
import type { StoreSettings } from '@millrace/service-stores/store-settings';
import { ArtifactModule } from './artifact.module.ts';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';

/** What the service is made of when it runs alone: with messages to the other services, if it is told how to reach them. */
export async function artifactService(
  settings: ArtifactSettings & Partial<StoreSettings> & RetentionSettings,
): Promise<Modules> {
  if (settings.REDIS_URL === undefined && settings.DATABASE_URL === undefined)
    return [ArtifactModule.forRoot({ settings })];
  const { MessagingModule } = await import('@millrace/messaging/nest/messaging-module');
  const { MILLRACE_IDEMPOTENCY_SECONDS: keepSeconds, DATABASE_URL: databaseUrl } = settings;
  const keys: Modules = [];
  if (databaseUrl !== undefined && keepSeconds !== undefined) {
    const { IdempotencyModule } = await import('@millrace/service-stores/idempotency/idempotency.module');
    keys.push(IdempotencyModule.onDatabase(databaseUrl, keepSeconds));
  }
  const days = settings.MILLRACE_RETENTION_DAYS;
  const retention = databaseUrl !== undefined && days !== undefined ? { databaseUrl, days } : undefined;
  const { messagingCheck, messagingOptions } = await import('@millrace/service-stores/messaging');
  const { messagingRoots } = await import('./roots/messaging-roots.ts');
  const { ArtifactMessagesController } = await import('./messages/artifact-messages.controller.ts');
  const messaging = MessagingModule.forRoot({ service: 'artifact', ...messagingOptions(settings) });
  return [
    ...keys,
    messaging,
    messagingCheck(settings),
    ArtifactModule.forRoot({
      settings,
      roots: messagingRoots,
      messages: ArtifactMessagesController,
      retention,
    }),
  ];
}
