import 'reflect-metadata';
import { enableCompileCache } from 'node:module';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { postgresUrl, redisUrl } from '@millrace/service-kit/config/settings';
import { startService } from '@millrace/service-kit/start-service';
import { RegistrySettings } from './settings/registry-settings.ts';

enableCompileCache();

const Settings = HttpSettings.extend({
  ...RegistrySettings.shape,
  DATABASE_URL: postgresUrl.describe('The PostgreSQL database.'),
  REDIS_URL: redisUrl
    .optional()
    .describe('The Redis that carries messages between services; the PostgreSQL database unless given.'),
});

await startService({
  name: 'registry',
  settings: Settings,
  modules: async (settings) => {
    const { migrate } = await import('@millrace/database/migrate/migrate');
    await migrate(settings.DATABASE_URL);
    return (await import('./registry-service.ts')).registryService(settings);
  },
  prepare: async (app) => {
    const { connectMessaging } = await import('@millrace/messaging/nest/connect-messaging');
    connectMessaging(app);
    await app.startAllMicroservices();
  },
});
