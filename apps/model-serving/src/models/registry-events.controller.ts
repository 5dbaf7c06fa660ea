import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  aliasDeleted,
  aliasMoved,
  modelVersionCreated,
  modelVersionDeleted,
  modelVersionStageChanged,
  registeredModelDeleted,
  registeredModelRenamed,
} from '@millrace/contracts/messages/registry';
import { HandleEvent } from '@millrace/messaging/nest/handle-event';
import type { z } from 'zod';
import { ModelFollower } from './model-follower.ts';

const SERVICE = 'model-serving';

/** What happens in the registry that may move where a model's URI leads. An event says only that it is time to look. */
@Controller()
export class RegistryEventsController {
  constructor(private readonly follower: ModelFollower) {}

  @HandleEvent(aliasMoved, SERVICE)
  onAliasMoved(@Payload() { name }: z.infer<typeof aliasMoved.payload>): Promise<void> {
    return this.follower.modelChanged(name);
  }

  @HandleEvent(aliasDeleted, SERVICE)
  onAliasDeleted(@Payload() { name }: z.infer<typeof aliasDeleted.payload>): Promise<void> {
    return this.follower.modelChanged(name);
  }

  @HandleEvent(modelVersionStageChanged, SERVICE)
  onStageChanged(@Payload() { name }: z.infer<typeof modelVersionStageChanged.payload>): Promise<void> {
    return this.follower.modelChanged(name);
  }

  /** For `models:/name/latest`. */
  @HandleEvent(modelVersionCreated, SERVICE)
  onVersionCreated(@Payload() { name }: z.infer<typeof modelVersionCreated.payload>): Promise<void> {
    return this.follower.modelChanged(name);
  }

  @HandleEvent(registeredModelRenamed, SERVICE)
  async onRenamed(
    @Payload() { name, newName }: z.infer<typeof registeredModelRenamed.payload>,
  ): Promise<void> {
    await this.follower.modelChanged(name);
    await this.follower.modelChanged(newName);
  }

  @HandleEvent(registeredModelDeleted, SERVICE)
  onDeleted(@Payload() { name }: z.infer<typeof registeredModelDeleted.payload>): Promise<void> {
    return this.follower.modelDeleted(name);
  }

  @HandleEvent(modelVersionDeleted, SERVICE)
  onVersionDeleted(@Payload() { name, version }: z.infer<typeof modelVersionDeleted.payload>): Promise<void> {
    return this.follower.versionDeleted(name, version);
  }
}
