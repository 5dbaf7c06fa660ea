import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ArtifactModule } from '@millrace/artifact-app/artifact.module';
import { ArtifactMessagesController } from '@millrace/artifact-app/messages/artifact-messages.controller';
import { messagingRoots } from '@millrace/artifact-app/roots/messaging-roots';
import { ModelServingModule } from '@millrace/model-serving/model-serving.module';
import { ProjectRunnerModule } from '@millrace/project-runner/project-runner.module';
import { RegistryModule } from '@millrace/registry-app/registry.module';
import type { Modules } from '@millrace/service-kit/run-service';
import { builtWebFolder } from '@millrace/service-kit/web/built-web-folder';
import { addWebRoutes } from '@millrace/service-kit/web/web-routes';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { stores } from '@millrace/service-stores/stores';
import { TrackingModule } from '@millrace/tracking-app/tracking.module';
import type { Home } from './home/home.ts';
import type { StandaloneSettings } from './settings/standalone-settings.ts';

/** The modules of all services, on one database and one message store. */
export function compose(settings: StandaloneSettings, databaseUrl: string, home: Home): Modules {
  const {
    MILLRACE_ARTIFACT_ROOT = home.artifacts,
    MILLRACE_SERVING_FOLDER = home.serving,
    MILLRACE_RUNNER_FOLDER = home.projects,
  } = settings;
  const artifacts = { ...settings, MILLRACE_ARTIFACT_ROOT };
  const days = settings.MILLRACE_RETENTION_DAYS;
  return [
    ...stores('standalone', { ...settings, DATABASE_URL: databaseUrl }),
    TrackingModule,
    RegistryModule.forRoot(settings),
    ArtifactModule.forRoot({
      roots: messagingRoots,
      messages: ArtifactMessagesController,
      settings: artifacts,
      retention: days === undefined ? undefined : { databaseUrl, days },
    }),
    ModelServingModule.forRoot({ ...artifacts, MILLRACE_SERVING_FOLDER }),
    ProjectRunnerModule.forRoot({ ...artifacts, MILLRACE_RUNNER_FOLDER }),
  ];
}

/** Starts the handlers of messages, and serves the web interface. */
export async function connect(app: NestFastifyApplication, settings: StandaloneSettings): Promise<void> {
  await startMessageHandlers(app);
  addWebRoutes(app.getHttpAdapter().getInstance(), settings.WEB_ROOT ?? builtWebFolder(import.meta.url));
}
