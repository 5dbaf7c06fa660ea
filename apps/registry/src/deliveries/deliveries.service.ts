import { Injectable } from '@nestjs/common';
import { JobQueues } from '@millrace/messaging/jobs/job-queues';
import type { Event } from '../webhooks/webhook-event.ts';
import { DeliveriesRepository, type Selection } from './deliveries.repository.ts';
import { type EventData, messageBody } from './message-body.ts';
import { webhookDelivery } from './webhook-delivery.job.ts';

/** Something that happened, once: its id is the same when it is told of again. */
export interface Occurrence {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
}

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly repository: DeliveriesRepository,
    private readonly jobs: JobQueues,
  ) {}

  /** Sends an event to the webhooks that want it. Idempotent for each occurrence. */
  async trigger(
    { id, occurredAt }: Occurrence,
    event: Event,
    data: EventData,
    selection?: Selection,
  ): Promise<void> {
    const body = messageBody(event, data, occurredAt);
    const deliveryIds = await this.repository.add(id, event.entity, event.action, body, selection);
    for (const deliveryId of deliveryIds)
      await this.jobs.add(webhookDelivery, { deliveryId }, { id: deliveryId });
    if (deliveryIds.length > 0) await this.repository.dropOld();
  }
}
