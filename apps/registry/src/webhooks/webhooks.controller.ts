import { Controller, Param } from '@nestjs/common';
import {
  CreateWebhook,
  ListWebhooks,
  TestWebhook,
  UpdateWebhook,
} from '@millrace/contracts/registry/webhooks';
import { isArray, isIntlike, isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { WebhookTest } from '../deliveries/webhook-test.ts';
import { readEvent, readEventName } from './webhook-event.ts';
import { webhookReply } from './webhook-reply.ts';
import type { WebhookFields } from './webhooks.repository.ts';
import { type WebhookPage, WebhooksService } from './webhooks.service.ts';

const PATH = '/api/2.0/mlflow/webhooks';
const PAGE = { max_results: [isIntlike], page_token: [isString] };
const FIELDS = {
  name: [isString],
  description: [isString],
  url: [isString],
  events: [isArray],
  secret: [isString],
  status: [isString],
};

@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly test: WebhookTest,
  ) {}

  @Endpoint('POST', PATH, allow('manage', 'webhook'), { creates: 'in-transaction' })
  async create(
    @Wire(CreateWebhook, {
      ...FIELDS,
      name: [isString, required],
      url: [isString, required],
      events: [isArray, required],
    })
    request: MessageOf<typeof CreateWebhook>,
  ): Promise<object> {
    const { name = '', url = '', description, secret, status = 'ACTIVE' } = request;
    const fields = { name, url, description: description || null, secret: secret || null, status };
    return { webhook: webhookReply(await this.webhooks.create(fields, request.events.map(readEvent))) };
  }

  /** MLflow's client fails on a list with a webhook that has no event it knows, so these are left out. */
  @Endpoint('GET', PATH, allow('read', 'webhook'))
  async list(@Wire(ListWebhooks, PAGE) request: MessageOf<typeof ListWebhooks>): Promise<object> {
    return pageReply(await this.webhooks.list(request.max_results, request.page_token, false));
  }

  @Endpoint('GET', '/api/millrace/webhooks', allow('read', 'webhook'), {
    summary: 'All webhooks, also those that want only events of experiments, runs and metrics.',
  })
  async listAll(@Wire(ListWebhooks, PAGE) request: MessageOf<typeof ListWebhooks>): Promise<object> {
    return pageReply(await this.webhooks.list(request.max_results, request.page_token, true));
  }

  @Endpoint('GET', `${PATH}/:webhook_id`, allow('read', 'webhook'))
  async get(@Param('webhook_id') webhookId: string): Promise<object> {
    return { webhook: webhookReply(await this.webhooks.get(webhookId)) };
  }

  @Endpoint('PATCH', `${PATH}/:webhook_id`, allow('manage', 'webhook'))
  async update(
    @Param('webhook_id') webhookId: string,
    @Wire(UpdateWebhook, FIELDS) request: MessageOf<typeof UpdateWebhook>,
  ): Promise<object> {
    const events = request.events.length > 0 ? request.events.map(readEvent) : undefined;
    return { webhook: webhookReply(await this.webhooks.update(webhookId, changesIn(request), events)) };
  }

  @Endpoint('DELETE', `${PATH}/:webhook_id`, allow('manage', 'webhook'))
  async remove(@Param('webhook_id') webhookId: string): Promise<object> {
    await this.webhooks.remove(webhookId);
    return {};
  }

  @Endpoint('POST', `${PATH}/:webhook_id/test`, allow('manage', 'webhook'))
  async send(
    @Param('webhook_id') webhookId: string,
    @Wire(TestWebhook) request: MessageOf<typeof TestWebhook>,
  ): Promise<object> {
    const event = request.event && readEventName(request.event);
    return { result: await this.test.send(webhookId, event) };
  }
}

function pageReply({ webhooks, nextPageToken }: WebhookPage): object {
  return {
    ...(webhooks.length > 0 ? { webhooks: webhooks.map(webhookReply) } : {}),
    ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
  };
}

/** An empty name or URL changes nothing; an empty description or secret takes away what was there. */
function changesIn(request: MessageOf<typeof UpdateWebhook>): Partial<WebhookFields> {
  const { name, url, description, secret, status } = request;
  return {
    ...(name ? { name } : {}),
    ...(url ? { url } : {}),
    ...(description === undefined ? {} : { description }),
    ...(secret === undefined ? {} : { secret }),
    ...(status === undefined ? {} : { status }),
  };
}
