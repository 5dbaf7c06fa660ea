import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import type { JobContext } from '@millrace/messaging/jobs/job-consumer';
import { JobQueues } from '@millrace/messaging/jobs/job-queues';
import { REGISTRY_SETTINGS, RegistrySettings } from '../settings/registry-settings.ts';
import { WebhookSecrets } from '../webhooks/webhook-secrets.ts';
import { Destinations } from '../webhooks/destinations.ts';
import { type Webhook, WebhooksRepository } from '../webhooks/webhooks.repository.ts';
import { DeliveriesRepository, type Delivery } from './deliveries.repository.ts';
import { MessageSender } from './message-sender.ts';
import { messageHeaders } from './signature.ts';
import { webhookDelivery } from './webhook-delivery.job.ts';

// Those that MLflow tries again after; any other answer is final.
const TRY_AGAIN = new Set([429, 500, 502, 503, 504]);

/** Sends what the log of deliveries has waiting. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap {
  constructor(
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
    private readonly jobs: JobQueues,
    private readonly webhooks: WebhooksRepository,
    private readonly destinations: Destinations,
    private readonly deliveries: DeliveriesRepository,
    private readonly sender: MessageSender,
    private readonly secrets: WebhookSecrets,
  ) {}

  onApplicationBootstrap(): void {
    const concurrency = this.settings.MILLRACE_WEBHOOK_CONCURRENCY;
    this.jobs.process(webhookDelivery, ({ deliveryId }, context) => this.deliver(deliveryId, context), {
      concurrency,
    });
  }

  /** Makes one attempt. Throws where another may do better: the job is tried again. */
  async deliver(
    deliveryId: string,
    { attempt, signal }: Pick<JobContext, 'attempt' | 'signal'>,
  ): Promise<void> {
    const delivery = await this.deliveries.find(deliveryId);
    if (delivery?.state !== 'PENDING') return;
    const webhook = await this.webhooks.find(delivery.webhookId);
    if (webhook?.status !== 'ACTIVE')
      return this.deliveries.noteAttempt(deliveryId, 'FAILED', undefined, 'The webhook is not active.');
    const isLast = attempt >= (webhookDelivery.attempts ?? 1);
    const { status, error, final } = await this.attempt(webhook, delivery, signal);
    const state = error === undefined ? 'DELIVERED' : final || isLast ? 'FAILED' : 'PENDING';
    await this.deliveries.noteAttempt(deliveryId, state, status, error);
    if (state === 'PENDING') throw new Error(error);
  }

  private async attempt(
    webhook: Webhook,
    { deliveryId, body }: Delivery,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      await this.destinations.check(webhook.url);
      const headers = messageHeaders(deliveryId, body, webhook.secret && this.secrets.open(webhook.secret));
      const { status } = await this.sender.post(webhook.url, headers, body, signal);
      if (status < 400) return { status };
      return { status, error: `The receiver answered ${status}.`, final: !TRY_AGAIN.has(status) };
    } catch (error) {
      // A process that stops lets go of the job; that says nothing about the receiver.
      if (signal.aborted) throw error;
      return { error: (error as Error).message, final: error instanceof MlflowError };
    }
  }
}

interface Outcome {
  readonly status?: number;
  readonly error?: string;
  readonly final?: boolean;
}
