import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { PrismaClient } from '@millrace/database/generated/client';
import { type Event, eventName } from './webhook-event.ts';

export interface WebhookFields {
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
  readonly secret: string | null;
  readonly status: 'ACTIVE' | 'DISABLED';
}

export interface Webhook extends WebhookFields {
  readonly webhookId: string;
  readonly events: readonly Event[];
  readonly createdMs: number;
  readonly updatedMs: number;
}

const withEvents = { events: { orderBy: [{ entity: 'asc' as const }, { action: 'asc' as const }] } };

/** Webhooks that are not deleted. */
@Injectable()
export class WebhooksRepository {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly database: Database,
  ) {}

  async insert(fields: WebhookFields, events: readonly Event[]): Promise<Webhook> {
    const now = Date.now();
    const webhook = { ...fields, webhookId: randomUUID(), createdMs: now, updatedMs: now };
    // Not by Prisma, whose statements would not take part in the transaction of a request with an Idempotency-Key.
    await this.database.query(
      `WITH webhook AS (
         INSERT INTO webhooks (webhook_id, name, description, url, status, secret, created_ms, updated_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7))
       INSERT INTO webhook_events (webhook_id, entity, action) SELECT $1, * FROM unnest($8::text[], $9::text[])`,
      [
        webhook.webhookId,
        fields.name,
        fields.description,
        fields.url,
        fields.status,
        fields.secret,
        now,
        events.map(({ entity }) => entity),
        events.map(({ action }) => action),
      ],
    );
    return { ...webhook, events: events.toSorted(byName) };
  }

  async find(webhookId: string): Promise<Webhook | undefined> {
    const row = await this.prisma.webhook.findFirst({
      where: { webhookId, deletedMs: null },
      include: withEvents,
    });
    return row === null ? undefined : toWebhook(row);
  }

  /** The newest first. */
  async list(offset: number, limit: number): Promise<Webhook[]> {
    const rows = await this.prisma.webhook.findMany({
      where: { deletedMs: null },
      orderBy: [{ createdMs: 'desc' }, { webhookId: 'asc' }],
      skip: offset,
      take: limit,
      include: withEvents,
    });
    return rows.map(toWebhook);
  }

  async update(
    webhookId: string,
    fields: Partial<WebhookFields>,
    events: readonly Event[] | undefined,
  ): Promise<Webhook> {
    const replaced = events && { events: { deleteMany: {}, create: [...events] } };
    const row = await this.prisma.webhook.update({
      where: { webhookId },
      data: { ...fields, ...replaced, updatedMs: BigInt(Date.now()) },
      include: withEvents,
    });
    return toWebhook(row);
  }

  /** Says whether there was such a webhook. */
  async remove(webhookId: string): Promise<boolean> {
    const now = BigInt(Date.now());
    const { count } = await this.prisma.webhook.updateMany({
      where: { webhookId, deletedMs: null },
      data: { deletedMs: now, updatedMs: now },
    });
    return count > 0;
  }
}

interface WebhookRow {
  readonly webhookId: string;
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
  readonly secret: string | null;
  readonly status: string;
  readonly createdMs: bigint;
  readonly updatedMs: bigint;
  readonly events: readonly Event[];
}

function toWebhook(row: WebhookRow): Webhook {
  return {
    ...row,
    status: row.status === 'DISABLED' ? 'DISABLED' : 'ACTIVE',
    createdMs: Number(row.createdMs),
    updatedMs: Number(row.updatedMs),
    events: row.events.map(({ entity, action }) => ({ entity, action })),
  };
}

function byName(one: Event, other: Event): number {
  return eventName(one) < eventName(other) ? -1 : 1;
}
