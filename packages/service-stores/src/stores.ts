import type { DynamicModule } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { DatabaseModule } from '@millrace/database/database.module';
import { MessagingModule } from '@millrace/messaging/nest/messaging-module';
import { readinessCheck } from '@millrace/service-kit/health/readiness-check';
import { addressOf } from './address-of.ts';
import { IdempotencyModule } from './idempotency/idempotency.module.ts';
import { messagingCheck, messagingOptions } from './messaging.ts';
import { StoreMetricsModule } from './metrics/store-metrics.module.ts';
import type { StoreSettings } from './store-settings.ts';

/** The database, messaging with an outbox in it, the keys of creates, and their readiness checks: what a service with tables stands on. */
export function stores(service: string, settings: StoreSettings): DynamicModule[] {
  return [
    DatabaseModule.forRoot(settings.DATABASE_URL),
    readinessCheck({
      name: 'PostgreSQL',
      setting: 'DATABASE_URL',
      address: addressOf(settings.DATABASE_URL),
      inject: [Database],
      check: (database: Database) => database.query('SELECT 1'),
    }),
    IdempotencyModule.forRoot(settings.MILLRACE_IDEMPOTENCY_SECONDS),
    MessagingModule.forRootAsync({
      inject: [Database],
      useFactory: ({ pool }: Database) => ({ service, outbox: { pool }, ...messagingOptions(settings) }),
    }),
    messagingCheck(settings),
    { module: StoreMetricsModule },
  ];
}
