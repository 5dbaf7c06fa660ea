import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ArtifactModule } from '@millrace/artifact-app/artifact.module';
import { messagingRoots } from '@millrace/artifact-app/roots/messaging-roots';
import { DatabaseModule } from '@millrace/database/database.module';
import { connectMessaging } from '@millrace/messaging/nest/connect-messaging';
import { MessagingModule } from '@millrace/messaging/nest/messaging-module';
import { Database } from '@millrace/database/database';
import { RegistryModule } from '@millrace/registry-app/registry.module';
import type { Modules } from '@millrace/service-kit/run-service';
import { addWebRoutes } from '@millrace/service-kit/web/web-routes';
import { TrackingModule } from '@millrace/tracking-app/tracking.module';
import type { StandaloneSettings } from './settings/standalone-settings.ts';

/** The modules of all services, on one database and one message store. */
export function compose(settings: StandaloneSettings, databaseUrl: string, artifacts: string): Modules {
  return [
    DatabaseModule.forRoot(databaseUrl),
    MessagingModule.forRootAsync({
      inject: [Database],
      useFactory: (database: Database) => ({
        service: 'standalone',
        outbox: { pool: database.pool },
        ...(settings.REDIS_URL === undefined ? { databaseUrl } : { redisUrl: settings.REDIS_URL }),
      }),
    }),
    TrackingModule,
    RegistryModule.forRoot(settings),
    ArtifactModule.forRoot({
      roots: messagingRoots,
      settings: { ...settings, MILLRACE_ARTIFACT_ROOT: settings.MILLRACE_ARTIFACT_ROOT ?? artifacts },
    }),
  ];
}

/** Starts the handlers of messages, and serves the web interface. */
export async function connect(app: NestFastifyApplication, settings: StandaloneSettings): Promise<void> {
  connectMessaging(app);
  await app.startAllMicroservices();
  addWebRoutes(app.getHttpAdapter().getInstance(), settings.WEB_ROOT);
}
