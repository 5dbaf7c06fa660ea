import 'reflect-metadata';
import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { startService } from '@millrace/service-kit/start-service';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { migratedDatabase } from '@millrace/service-stores/migrated-database';
import { StoreSettings } from '@millrace/service-stores/store-settings';
import { RunnerSettings } from './settings/runner-settings.ts';

await startService({
  name: 'project-runner',
  settings: HttpSettings.extend({
    ...RunnerSettings.shape,
    ...ArtifactSettings.shape,
    ...StoreSettings.shape,
  }),
  needs: ({ DATABASE_URL }) => [migratedDatabase(DATABASE_URL)],
  modules: async (settings) => (await import('./project-runner-service.ts')).projectRunnerService(settings),
  prepare: startMessageHandlers,
});
