import 'reflect-metadata';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { startService } from '@millrace/service-kit/start-service';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { StoreSettings } from '@millrace/service-stores/store-settings';
import { RegistrySettings } from './settings/registry-settings.ts';

await startService({
  name: 'registry',
  settings: HttpSettings.extend({ ...RegistrySettings.shape, ...StoreSettings.shape }),
  modules: async (settings) => {
    const { migrate } = await import('@millrace/database/migrate/migrate');
    await migrate(settings.DATABASE_URL);
    return (await import('./registry-service.ts')).registryService(settings);
  },
  prepare: startMessageHandlers,
});
