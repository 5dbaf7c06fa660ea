import 'reflect-metadata';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { startService } from '@millrace/service-kit/start-service';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { migratedDatabase } from '@millrace/service-stores/migrated-database';
import { StoreSettings } from '@millrace/service-stores/store-settings';
import { RegistrySettings } from './settings/registry-settings.ts';

await startService({
  name: 'registry',
  settings: HttpSettings.extend({ ...RegistrySettings.shape, ...StoreSettings.shape }),
  needs: ({ DATABASE_URL }) => [migratedDatabase(DATABASE_URL)],
  modules: async (settings) => (await import('./registry-service.ts')).registryService(settings),
  prepare: startMessageHandlers,
});
