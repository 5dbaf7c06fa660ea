import type { INestApplication, INestMicroservice } from '@nestjs/common';
import type { MicroserviceOptions, NestMicroservice } from '@nestjs/microservices';
import { MessageErrorFilter } from './message-error-filter.ts';
import { MessagingServer } from './messaging-server.ts';

/**
 * Connects the application's message and event handlers; `await app.startAllMicroservices()` then starts them.
 * The application's global filters and pipes are for HTTP and are left out: errors go back as they are.
 */
export function connectMessaging(app: INestApplication): INestMicroservice {
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    { strategy: app.get(MessagingServer) },
    // Otherwise handlers are bound within this call, before there is a filter for their errors.
    { inheritAppConfig: false, deferInitialization: true },
  ) as NestMicroservice;
  microservice.useGlobalFilters(new MessageErrorFilter());
  // What is left of the initialization; the application itself runs the lifecycle hooks, once.
  microservice.registerListeners();
  microservice.setIsInitialized(true);
  microservice.setIsInitHookCalled(true);
  return microservice;
}
