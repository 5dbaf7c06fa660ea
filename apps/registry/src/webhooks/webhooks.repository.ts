import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { conditionText, readConditionText } from '@millrace/contracts/messages/event-condition';
import { metricCrossed } from '@millrace/contracts/messages/tracking-events';
import { Database, type Queryable, type Transaction } from '@millrace/database/database';
import { countDemands, replaceDemands } from '@millrace/messaging/demands/write-demands';
import { type Event, eventName, isOfTracking, TRACKING_ENTITIES } from './webhook-event.ts';

export interface WebhookFields {
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
  /** As WebhookSecrets seals it. */
  readonly secret: string | null;
  readonly status: 'ACTIVE' | 'DISABLED';
}

export interface Webhook extends WebhookFields {
  readonly webhookId: string;
  readonly events: readonly Event[];
  readonly createdMs: number;
  readonly updatedMs: number;
}

interface WebhookRow extends Omit<Webhook, 'events'> {
  readonly events: readonly (readonly [entity: string, action: string, condition: string])[] | null;
}

const MAX_WATCHES = 1000;
const SELECT = `SELECT w.webhook_id AS "webhookId", w.name, w.url, w.description, w.secret, w.status,
  w.created_ms AS "createdMs", w.updated_ms AS "updatedMs",
  (SELECT json_agg(json_build_array(e.entity, e.action, e.condition) ORDER BY e.entity, e.action, e.condition)
   FROM webhook_events e WHERE e.webhook_id = w.webhook_id) AS events
  FROM webhooks w WHERE w.deleted_ms IS NULL`;

/** Webhooks that are not deleted. What they want to hear of tracking is demanded in the same transaction. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly database: Database) {}

  async insert(fields: WebhookFields, events: readonly Event[]): Promise<Webhook> {
    const webhookId = randomUUID();
    return this.database.transaction(async (transaction) => {
      await transaction.query(
        `INSERT INTO webhooks (webhook_id, name, description, url, status, secret, created_ms, updated_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
        [webhookId, fields.name, fields.description, fields.url, fields.status, fields.secret, Date.now()],
      );
      await insertEvents(transaction, webhookId, events);
      return this.demand(transaction, await this.require(transaction, webhookId));
    });
  }

  async find(webhookId: string, on: Queryable = this.database): Promise<Webhook | undefined> {
    const [row] = await on.query<WebhookRow>(`${SELECT} AND w.webhook_id = $1`, [webhookId]);
    return row && toWebhook(row);
  }

  /** The newest first: all, or those with an event that is none of tracking's. */
  async list(offset: number, limit: number, all: boolean): Promise<Webhook[]> {
    const rows = await this.database.query<WebhookRow>(
      `${SELECT} AND ($3 OR EXISTS (
         SELECT FROM webhook_events e WHERE e.webhook_id = w.webhook_id AND e.entity <> ALL ($4::text[])))
       ORDER BY w.created_ms DESC, w.webhook_id OFFSET $1 LIMIT $2`,
      [offset, limit, all, TRACKING_ENTITIES],
    );
    return rows.map(toWebhook);
  }

  /** Changes what is given. Fails where there is no such webhook. */
  async update(
    webhookId: string,
    fields: Partial<WebhookFields>,
    events: readonly Event[] | undefined,
  ): Promise<Webhook> {
    const { name, description, url, status, secret } = fields;
    return this.database.transaction(async (transaction) => {
      await transaction.query(
        `UPDATE webhooks SET name = coalesce($2, name), description = coalesce($3, description), url = coalesce($4, url),
           status = coalesce($5, status), secret = coalesce($6, secret), updated_ms = $7
         WHERE webhook_id = $1`,
        [webhookId, name, description, url, status, secret, Date.now()],
      );
      if (events !== undefined) {
        await transaction.query('DELETE FROM webhook_events WHERE webhook_id = $1', [webhookId]);
        await insertEvents(transaction, webhookId, events);
      }
      return this.demand(transaction, await this.require(transaction, webhookId));
    });
  }

  /** Says whether there was such a webhook. */
  async remove(webhookId: string): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query(
        `UPDATE webhooks SET deleted_ms = $2, updated_ms = $2 WHERE webhook_id = $1 AND deleted_ms IS NULL RETURNING 1`,
        [webhookId, Date.now()],
      );
      await replaceDemands(transaction.client, webhookId, [], false);
      return rows.length > 0;
    });
  }

  private async demand(transaction: Transaction, webhook: Webhook): Promise<Webhook> {
    const wanted = webhook.events
      .filter(isOfTracking)
      .map((event) => ({ event: eventName(event), condition: conditionText(event.condition) }));
    await replaceDemands(transaction.client, webhook.webhookId, wanted, webhook.status === 'ACTIVE');
    if (wanted.some(({ event }) => event === metricCrossed.name)) await checkWatches(transaction);
    return webhook;
  }

  private async require(transaction: Transaction, webhookId: string): Promise<Webhook> {
    const webhook = await this.find(webhookId, transaction);
    if (webhook === undefined) throw new Error(`There is no webhook ${webhookId} any more`);
    return webhook;
  }
}

/** Tracking compares each value of a metric with every threshold of that metric. */
async function checkWatches(transaction: Transaction): Promise<void> {
  if ((await countDemands(transaction.client, metricCrossed.name)) > MAX_WATCHES)
    throw invalidParameter(
      `Active webhooks can have at most ${MAX_WATCHES} conditions on metrics in all; remove some, or disable a webhook.`,
    );
}

async function insertEvents(on: Queryable, webhookId: string, events: readonly Event[]): Promise<void> {
  await on.query(
    `INSERT INTO webhook_events (webhook_id, entity, action, condition)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])`,
    [
      webhookId,
      events.map(({ entity }) => entity),
      events.map(({ action }) => action),
      events.map(({ condition }) => conditionText(condition)),
    ],
  );
}

function toWebhook(row: WebhookRow): Webhook {
  const events = (row.events ?? []).map(([entity, action, text]) => {
    const condition = readConditionText(text);
    return { entity, action, ...(condition && { condition }) };
  });
  return { ...row, events };
}
