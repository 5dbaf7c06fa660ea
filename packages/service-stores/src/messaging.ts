import type { DynamicModule } from '@nestjs/common';
import { Broker } from '@millrace/messaging/broker/broker';
import type { MessagingOptions } from '@millrace/messaging/messaging-options';
import { readinessCheck } from '@millrace/service-kit/health/readiness-check';
import { addressOf } from './address-of.ts';
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
  const url = settings.REDIS_URL ?? settings.DATABASE_URL;
  return readinessCheck({
    name: 'messages',
    ...(url !== undefined && { address: addressOf(url) }),
    setting: settings.REDIS_URL === undefined ? 'DATABASE_URL' : 'REDIS_URL',
    inject: [Broker],
    check: async (broker: Broker) => {
      await broker.ping();
      return { warning: broker.store.warning };
    },
    // Longer than a ping waits, which then says why.
    timeoutMs: 3000,
    neededAtStart: false,
  });
}
