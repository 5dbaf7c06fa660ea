import type { Modules } from '@millrace/service-kit/run-service';
import { ArtifactModule } from './artifact.module.ts';
import type { ArtifactSettings } from './settings/artifact-settings.ts';

export interface MessageSettings {
  readonly REDIS_URL?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
}

/** What the service is made of when it runs alone: with messages to the other services, if it is told how to reach them. */
export async function artifactService(settings: ArtifactSettings & MessageSettings): Promise<Modules> {
  const { REDIS_URL: redisUrl, DATABASE_URL: databaseUrl } = settings;
  if (redisUrl === undefined && databaseUrl === undefined) return [ArtifactModule.forRoot({ settings })];
  const { MessagingModule } = await import('@millrace/messaging/nest/messaging-module');
  const { messagingRoots } = await import('./roots/messaging-roots.ts');
  return [
    MessagingModule.forRoot({
      service: 'artifact',
      ...(redisUrl === undefined ? {} : { redisUrl }),
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    }),
    ArtifactModule.forRoot({ settings, roots: messagingRoots }),
  ];
}
