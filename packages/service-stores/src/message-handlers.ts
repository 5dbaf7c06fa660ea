import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Starts an app's handlers of messages: the `prepare` step of every service that talks to others. */
export async function startMessageHandlers(app: NestFastifyApplication): Promise<void> {
  const { connectMessaging } = await import('@millrace/messaging/nest/connect-messaging');
  connectMessaging(app);
  await app.startAllMicroservices();
}
