import 'reflect-metadata';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { startService } from '@millrace/service-kit/start-service';
import { startMessageHandlers } from '@millrace/service-stores/message-handlers';
import { migratedDatabase } from '@millrace/service-stores/migrated-database';
import { StoreSettings } from '@millrace/service-stores/store-settings';

await startService({
  name: 'tracking',
  settings: HttpSettings.extend(StoreSettings.shape),
  needs: ({ DATABASE_URL }) => [migratedDatabase(DATABASE_URL)],
  modules: async (settings) => (await import('./tracking-service.ts')).trackingService(settings),
  prepare: startMessageHandlers,
});
