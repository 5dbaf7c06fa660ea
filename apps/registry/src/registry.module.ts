import { type DynamicModule, Module } from '@nestjs/common';
import { AliasesController } from './aliases/aliases.controller.ts';
import { AliasesRepository } from './aliases/aliases.repository.ts';
import { AliasesService } from './aliases/aliases.service.ts';
import { DeliveriesController } from './deliveries/deliveries.controller.ts';
import { DeliveriesRepository } from './deliveries/deliveries.repository.ts';
import { DeliveriesService } from './deliveries/deliveries.service.ts';
import { DeliveryWorker } from './deliveries/delivery-worker.ts';
import { MessageSender } from './deliveries/message-sender.ts';
import { TrackingTriggers } from './deliveries/tracking-triggers.ts';
import { WebhookTest } from './deliveries/webhook-test.ts';
import { WebhookTriggers } from './deliveries/webhook-triggers.ts';
import { RegistryMessagesController } from './messages/registry-messages.controller.ts';
import { ModelVersionSearch } from './model-versions/model-version-search.ts';
import { ModelVersionTagsController } from './model-versions/model-version-tags.controller.ts';
import { ModelVersionTagsService } from './model-versions/model-version-tags.service.ts';
import { ModelVersionsController } from './model-versions/model-versions.controller.ts';
import { ModelVersionsRepository } from './model-versions/model-versions.repository.ts';
import { ModelVersionsService } from './model-versions/model-versions.service.ts';
import { VersionLookup } from './model-versions/version-lookup.ts';
import { VersionOrigin } from './model-versions/version-origin.ts';
import { RegisteredModelSearch } from './registered-models/registered-model-search.ts';
import { RegisteredModelTagsController } from './registered-models/registered-model-tags.controller.ts';
import { RegisteredModelTagsService } from './registered-models/registered-model-tags.service.ts';
import { RegisteredModelsController } from './registered-models/registered-models.controller.ts';
import { RegisteredModelsRepository } from './registered-models/registered-models.repository.ts';
import { RegisteredModelsService } from './registered-models/registered-models.service.ts';
import { REGISTRY_SETTINGS, type RegistrySettings } from './settings/registry-settings.ts';
import { SourceRules } from './sources/source-rules.ts';
import { MessagingTrackingFacts } from './tracking-facts/messaging-tracking-facts.ts';
import { TrackingFacts } from './tracking-facts/tracking-facts.ts';
import { Destinations } from './webhooks/destinations.ts';
import { HostResolver } from './webhooks/host-resolver.ts';
import { WebhookSecrets } from './webhooks/webhook-secrets.ts';
import { WebhooksController } from './webhooks/webhooks.controller.ts';
import { WebhooksRepository } from './webhooks/webhooks.repository.ts';
import { WebhooksService } from './webhooks/webhooks.service.ts';

const models = [
  RegisteredModelsService,
  RegisteredModelsRepository,
  RegisteredModelTagsService,
  RegisteredModelSearch,
  ModelVersionsService,
  ModelVersionsRepository,
  ModelVersionTagsService,
  ModelVersionSearch,
  VersionLookup,
  VersionOrigin,
  AliasesService,
  AliasesRepository,
  SourceRules,
];

const webhooks = [
  WebhooksService,
  WebhookSecrets,
  WebhooksRepository,
  Destinations,
  HostResolver,
  DeliveriesService,
  DeliveriesRepository,
  DeliveryWorker,
  MessageSender,
  WebhookTest,
];

/** The model registry. Needs DatabaseModule, and MessagingModule with an outbox. */
@Module({
  controllers: [
    RegisteredModelsController,
    RegisteredModelTagsController,
    ModelVersionsController,
    ModelVersionTagsController,
    AliasesController,
    WebhooksController,
    DeliveriesController,
    WebhookTriggers,
    TrackingTriggers,
    RegistryMessagesController,
  ],
  providers: [...models, ...webhooks, { provide: TrackingFacts, useClass: MessagingTrackingFacts }],
})
export class RegistryModule {
  static forRoot(settings: RegistrySettings): DynamicModule {
    return { module: RegistryModule, providers: [{ provide: REGISTRY_SETTINGS, useValue: settings }] };
  }
}
