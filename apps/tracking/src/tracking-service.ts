import type { DynamicModule, Type } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { DatabaseModule } from '@millrace/database/database.module';
import { MessagingModule } from '@millrace/messaging/nest/messaging-module';
import { TrackingModule } from './tracking.module.ts';

export interface TrackingServiceSettings {
  readonly DATABASE_URL: string;
  readonly REDIS_URL?: string | undefined;
}

/** What tracking is made of when it runs by itself. */
export function trackingService(settings: TrackingServiceSettings): (DynamicModule | Type)[] {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = settings;
  return [
    DatabaseModule.forRoot(databaseUrl),
    MessagingModule.forRootAsync({
      inject: [Database],
      useFactory: ({ pool }: Database) => ({
        service: 'tracking',
        databaseUrl,
        ...(redisUrl === undefined ? {} : { redisUrl }),
        outbox: { pool },
      }),
    }),
    TrackingModule,
  ];
}
