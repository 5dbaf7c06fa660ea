import type { DynamicModule } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { DatabaseModule } from '@millrace/database/database.module';
import { MessagingModule } from '@millrace/messaging/nest/messaging-module';
import { RegistryModule } from './registry.module.ts';
import type { RegistrySettings } from './settings/registry-settings.ts';

export type RegistryServiceSettings = RegistrySettings & {
  readonly DATABASE_URL: string;
  readonly REDIS_URL?: string | undefined;
};

/** What the registry is made of when it runs by itself. */
export function registryService(settings: RegistryServiceSettings): DynamicModule[] {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = settings;
  return [
    DatabaseModule.forRoot(databaseUrl),
    MessagingModule.forRootAsync({
      inject: [Database],
      useFactory: ({ pool }: Database) => ({
        service: 'registry',
        databaseUrl,
        ...(redisUrl === undefined ? {} : { redisUrl }),
        outbox: { pool },
      }),
    }),
    RegistryModule.forRoot(settings),
  ];
}
