import type { DynamicModule } from '@nestjs/common';
import { Broker } from '@millrace/messaging/broker/broker';
import type { MessagingOptions } from '@millrace/messaging/messaging-options';
import { readinessCheck } from '@millrace/service-kit/health/readiness-check';
import type { StoreSettings } from './store-settings.ts';

/** Where messages are kept: on Redis if there is one, otherwise in the database. */
export function messagingOptions(settings: Partial<StoreSettings>): MessagingOptions {
  const { REDIS_URL: redisUrl, DATABASE_URL: databaseUrl } = settings;
  return {
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  };
}

/** `/ready` asks the message store, which the service can start without. */
export function messagingCheck(settings: Partial<StoreSettings>): DynamicModule {
  return readinessCheck({
    name: 'messages',
    setting: settings.REDIS_URL === undefined ? 'DATABASE_URL' : 'REDIS_URL',
    inject: [Broker],
    check: (broker: Broker) => broker.ping(),
    neededAtStart: false,
  });
}
