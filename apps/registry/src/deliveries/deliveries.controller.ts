import { Controller, Param } from '@nestjs/common';
import { within } from '@millrace/contracts/wire/checks';
import { int32, message, type MessageOf, string } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { offsetToken, readOffsetToken } from '../paging/offset-token.ts';
import { WebhooksService } from '../webhooks/webhooks.service.ts';
import { DeliveriesRepository, type Delivery } from './deliveries.repository.ts';

const ListDeliveries = message('ListWebhookDeliveries', { max_results: int32, page_token: string });
const DEFAULT_PAGE = 100;

/** Millrace's own: how the messages to a webhook went. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  @Endpoint('GET', '/api/millrace/webhooks/:webhook_id/deliveries', allow('read', 'webhook'))
  async list(
    @Param('webhook_id') webhookId: string,
    @Wire(ListDeliveries, { max_results: [within(1, 1000)] }) request: MessageOf<typeof ListDeliveries>,
  ): Promise<object> {
    await this.webhooks.get(webhookId);
    const limit = request.max_results ?? DEFAULT_PAGE;
    const offset = readOffsetToken(request.page_token);
    const deliveries = await this.deliveries.list(webhookId, offset, limit + 1);
    return {
      deliveries: deliveries.slice(0, limit).map(reply),
      ...(deliveries.length > limit ? { next_page_token: offsetToken(offset + limit) } : {}),
    };
  }
}

function reply(delivery: Delivery): object {
  return {
    delivery_id: delivery.deliveryId,
    event: delivery.event,
    state: delivery.state,
    attempts: delivery.attempts,
    ...(delivery.responseStatus === null ? {} : { response_status: delivery.responseStatus }),
    ...(delivery.error === null ? {} : { error: delivery.error }),
    creation_timestamp: delivery.createdMs,
    last_updated_timestamp: delivery.updatedMs,
    body: delivery.body,
  };
}
