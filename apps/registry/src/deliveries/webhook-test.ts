import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Event } from '../webhooks/webhook-event.ts';
import { WebhooksService } from '../webhooks/webhooks.service.ts';
import { WebhookSecrets } from '../webhooks/webhook-secrets.ts';
import { Destinations } from '../webhooks/destinations.ts';
import { exampleData } from './example-data.ts';
import { messageBody } from './message-body.ts';
import { MessageSender } from './message-sender.ts';
import { messageHeaders } from './signature.ts';

/** MLflow's WebhookTestResult, as it goes out. */
export interface TestResult {
  readonly success: boolean;
  readonly response_status?: number;
  readonly response_body?: string;
  readonly error_message?: string;
}

@Injectable()
export class WebhookTest {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly destinations: Destinations,
    private readonly sender: MessageSender,
    private readonly secrets: WebhookSecrets,
  ) {}

  /** Sends an example of the event (the webhook's first one by default) once and tells how that went. */
  async send(webhookId: string, event?: Event): Promise<TestResult> {
    const webhook = await this.webhooks.get(webhookId);
    const tested = event ?? webhook.events[0] ?? { entity: '', action: '' };
    const body = messageBody(tested, exampleData(tested), new Date().toISOString());
    try {
      await this.destinations.check(webhook.url);
      const headers = messageHeaders(randomUUID(), body, webhook.secret && this.secrets.open(webhook.secret));
      const answer = await this.sender.post(webhook.url, headers, body);
      return { success: answer.status < 400, response_status: answer.status, response_body: answer.body };
    } catch (error) {
      return { success: false, error_message: `Failed to test webhook: ${(error as Error).message}` };
    }
  }
}
