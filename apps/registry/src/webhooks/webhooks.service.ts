import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { checkText } from '../names/limits.ts';
import { offsetToken, readOffsetToken } from '../paging/offset-token.ts';
import { Destinations } from './destinations.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { checkEvents, type Event } from './webhook-event.ts';
import { type Webhook, type WebhookFields, WebhooksRepository } from './webhooks.repository.ts';

const NAME = /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/iu;
const MAX_URL_LENGTH = 8_000;
const MAX_DESCRIPTION_LENGTH = 100_000;
const MAX_SECRET_LENGTH = 8_000;
const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;

export interface WebhookPage {
  readonly webhooks: readonly Webhook[];
  readonly nextPageToken?: string;
}

/** The rules of webhooks. Unknown ones are 404. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly repository: WebhooksRepository,
    private readonly destinations: Destinations,
    private readonly secrets: WebhookSecrets,
  ) {}

  async create(fields: WebhookFields, events: readonly Event[]): Promise<Webhook> {
    await this.check(fields, events);
    return this.repository.insert(this.sealed(fields), events);
  }

  async get(webhookId: string): Promise<Webhook> {
    const webhook = webhookId.includes('\u0000') ? undefined : await this.repository.find(webhookId);
    if (webhook === undefined) throw noSuchWebhook(webhookId);
    return webhook;
  }

  /** A page of the webhooks, the newest first: of all, or of those that MLflow knows an event of. */
  async list(
    maxResults: number | undefined,
    pageToken: string | undefined,
    all: boolean,
  ): Promise<WebhookPage> {
    const limit = maxResults || DEFAULT_PAGE;
    if (limit < 1 || limit > MAX_PAGE) throw invalidParameter('max_results must be between 1 and 1000.');
    const offset = readOffsetToken(pageToken);
    const webhooks = await this.repository.list(offset, limit + 1, all);
    if (webhooks.length <= limit) return { webhooks };
    return { webhooks: webhooks.slice(0, limit), nextPageToken: offsetToken(offset + limit) };
  }

  /** Changes what is given. */
  async update(
    webhookId: string,
    fields: Partial<WebhookFields>,
    events: readonly Event[] | undefined,
  ): Promise<Webhook> {
    await this.get(webhookId);
    await this.check(fields, events);
    return this.repository.update(webhookId, this.sealed(fields), events);
  }

  async remove(webhookId: string): Promise<void> {
    if (webhookId.includes('\u0000') || !(await this.repository.remove(webhookId)))
      throw noSuchWebhook(webhookId);
  }

  private sealed<Fields extends Partial<WebhookFields>>(fields: Fields): Fields {
    return fields.secret ? { ...fields, secret: this.secrets.seal(fields.secret) } : fields;
  }

  private async check(
    { name, url, description, secret }: Partial<WebhookFields>,
    events: readonly Event[] | undefined,
  ): Promise<void> {
    if (name !== undefined && !NAME.test(name)) throw invalidName(name);
    if (url !== undefined) {
      checkText('url', url, MAX_URL_LENGTH);
      await this.destinations.check(url);
    }
    if (events?.length === 0)
      throw invalidParameter('Webhook events must be a non-empty list of WebhookEvent objects: [].');
    checkEvents(events ?? []);
    checkText('description', description ?? '', MAX_DESCRIPTION_LENGTH);
    checkText('secret', secret ?? '', MAX_SECRET_LENGTH);
  }
}

function noSuchWebhook(webhookId: string): Error {
  return notFound(`Webhook with ID ${webhookId} not found.`);
}

function invalidName(name: string): Error {
  return invalidParameter(
    `Webhook name ${pythonRepr(name)} is invalid. It must start and end with a letter or digit, be less than 63 ` +
      'characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-).',
  );
}
