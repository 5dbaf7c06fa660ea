import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  aliasDeleted,
  aliasMoved,
  modelVersionCreated,
  modelVersionTagDeleted,
  modelVersionTagSet,
  registeredModelCreated,
  registeredModelTagDeleted,
  registeredModelTagSet,
} from '@millrace/contracts/messages/registry';
import { HandleEvent } from '@millrace/messaging/nest/handle-event';
import { EventContext } from '@millrace/messaging/nest/message-context';
import type { z } from 'zod';
import { DeliveriesService } from './deliveries.service.ts';
import * as tell from './event-data.ts';

const SERVICE = 'registry';

/** Turns the registry's own events into webhook messages. */
@Controller()
export class WebhookTriggers {
  constructor(private readonly deliveries: DeliveriesService) {}

  @HandleEvent(registeredModelCreated, SERVICE)
  modelCreated(
    @Payload() payload: z.infer<typeof registeredModelCreated.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.modelCreated(payload));
  }

  @HandleEvent(registeredModelTagSet, SERVICE)
  modelTagSet(
    @Payload() payload: z.infer<typeof registeredModelTagSet.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.modelTagSet(payload));
  }

  @HandleEvent(registeredModelTagDeleted, SERVICE)
  modelTagDeleted(
    @Payload() payload: z.infer<typeof registeredModelTagDeleted.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.modelTagDeleted(payload));
  }

  @HandleEvent(modelVersionCreated, SERVICE)
  versionCreated(
    @Payload() payload: z.infer<typeof modelVersionCreated.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.versionCreated(payload));
  }

  @HandleEvent(modelVersionTagSet, SERVICE)
  versionTagSet(
    @Payload() payload: z.infer<typeof modelVersionTagSet.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.versionTagSet(payload));
  }

  @HandleEvent(modelVersionTagDeleted, SERVICE)
  versionTagDeleted(
    @Payload() payload: z.infer<typeof modelVersionTagDeleted.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.versionTagDeleted(payload));
  }

  @HandleEvent(aliasMoved, SERVICE)
  aliasMoved(
    @Payload() payload: z.infer<typeof aliasMoved.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.aliasSet(payload));
  }

  @HandleEvent(aliasDeleted, SERVICE)
  aliasDeleted(
    @Payload() payload: z.infer<typeof aliasDeleted.payload>,
    @Ctx() context: EventContext,
  ): Promise<void> {
    return this.send(context, tell.aliasTakenAway(payload));
  }

  private async send({ event }: EventContext, told: tell.Told | undefined): Promise<void> {
    if (told !== undefined) await this.deliveries.trigger(event, told.event, told.data);
  }
}
