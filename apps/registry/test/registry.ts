import type { INestApplicationContext } from '@nestjs/common';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { notFound } from '@millrace/contracts/errors';
import { createTestDatabase } from '../../../packages/database/test/test-database.ts';
import { connectMessaging } from '@millrace/messaging/nest/connect-messaging';
import { MessagingServer } from '@millrace/messaging/nest/messaging-server';
import { KitModule } from '@millrace/service-kit/kit.module';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IdempotencySettings } from '@millrace/service-stores/idempotency/idempotency-settings';
import { registryService } from '../src/registry-service.ts';
import { RegistrySettings } from '../src/settings/registry-settings.ts';
import { type LoggedModelFacts, TrackingFacts } from '../src/tracking-facts/tracking-facts.ts';

export interface TestRegistry extends Pick<INestApplicationContext, 'get'> {
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** The registry on a database of its own. `change` replaces providers. */
export async function startRegistry(
  environment: Record<string, string> = {},
  change: (builder: TestingModuleBuilder) => TestingModuleBuilder = (builder) => builder,
): Promise<TestRegistry> {
  const database = await createTestDatabase();
  const settings = {
    ...RegistrySettings.parse(environment),
    ...IdempotencySettings.parse({}),
    DATABASE_URL: database.url,
  };
  const builder = Test.createTestingModule({ imports: [KitModule, ...registryService(settings)] });
  const module = await change(builder.overrideProvider(TrackingFacts).useValue(new KnownFacts())).compile();
  const app = module.createNestApplication(new FastifyAdapter(), { logger: false });
  connectMessaging(app);
  await app.startAllMicroservices();
  await app.init();
  await app.get(MessagingServer).subscribed();
  return {
    get: app.get.bind(app),
    databaseUrl: database.url,
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

export const RUN_ID = 'a'.repeat(32);
export const MODEL_ID = 'm-1';

/** A tracking service that knows one run and one logged model. */
class KnownFacts extends TrackingFacts {
  override async runArtifactUri(runId: string): Promise<string> {
    if (runId !== RUN_ID) throw notFound(`Run with id=${runId} not found`);
    return `mlflow-artifacts:/1/${RUN_ID}/artifacts`;
  }

  override async loggedModel(modelId: string): Promise<LoggedModelFacts> {
    if (modelId !== MODEL_ID) throw notFound(`Logged model with ID '${modelId}' not found.`);
    return { artifactLocation: `mlflow-artifacts:/1/models/${MODEL_ID}/artifacts`, sourceRunId: RUN_ID };
  }

  override async noteModelVersion(): Promise<void> {}
}
