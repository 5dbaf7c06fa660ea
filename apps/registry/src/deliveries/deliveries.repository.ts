import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

export type DeliveryState = 'PENDING' | 'DELIVERED' | 'FAILED';

/** One message to one webhook, and how sending it went. */
export interface Delivery {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly event: string;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly responseStatus: number | null;
  readonly error: string | null;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** Which of the webhooks that want an event are told: all whose condition fits the experiment, or one for one of its conditions. */
export interface Selection {
  readonly experimentId?: number | null;
  readonly webhookId?: string | null;
  readonly condition?: string | null;
}

const COLUMNS = `delivery_id AS "deliveryId", webhook_id AS "webhookId", event, body, state, attempts,
  response_status AS "responseStatus", error, created_ms AS "createdMs", updated_ms AS "updatedMs"`;
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** The log of deliveries. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Notes a message to each active webhook that wants the event, and returns the deliveries' ids. They follow from the
   * occurrence's id, so an event that comes again adds nothing.
   */
  async add(
    occurrence: string,
    entity: string,
    action: string,
    body: string,
    { experimentId = null, webhookId = null, condition = null }: Selection = {},
  ): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `WITH wanted AS (
         SELECT DISTINCT md5($1 || ':' || w.webhook_id)::uuid AS id, w.webhook_id FROM webhooks w
         JOIN webhook_events e USING (webhook_id)
         WHERE w.deleted_ms IS NULL AND w.status = 'ACTIVE' AND e.entity = $2 AND e.action = $3
           AND CASE WHEN $6::text IS NOT NULL THEN w.webhook_id = $6 AND e.condition = $7
               ELSE e.condition = '' OR (nullif(e.condition, '')::json ->> 'experiment_id')::int = $8 END
       ), added AS (
         INSERT INTO webhook_deliveries (delivery_id, webhook_id, event, body, state, created_ms, updated_ms)
         SELECT id, webhook_id, $2 || '.' || $3, $4, 'PENDING', $5, $5 FROM wanted ON CONFLICT DO NOTHING
       )
       SELECT id FROM wanted`,
      [occurrence, entity, action, body, Date.now(), webhookId, condition, experimentId],
    );
    return rows.map(({ id }) => id);
  }

  async find(deliveryId: string): Promise<Delivery | undefined> {
    const [row] = await this.database.query<Delivery>(
      `SELECT ${COLUMNS} FROM webhook_deliveries WHERE delivery_id = $1`,
      [deliveryId],
    );
    return row;
  }

  /** Notes how an attempt went. */
  async noteAttempt(
    deliveryId: string,
    state: DeliveryState,
    responseStatus: number | undefined,
    error: string | undefined,
  ): Promise<void> {
    await this.database.query(
      `UPDATE webhook_deliveries SET state = $2, attempts = attempts + 1, response_status = $3, error = $4,
         updated_ms = $5 WHERE delivery_id = $1`,
      [deliveryId, state, responseStatus ?? null, error ?? null, Date.now()],
    );
  }

  /** A webhook's deliveries, the newest first. */
  list(webhookId: string, offset: number, limit: number): Promise<Delivery[]> {
    return this.database.query<Delivery>(
      `SELECT ${COLUMNS} FROM webhook_deliveries WHERE webhook_id = $1
       ORDER BY created_ms DESC, delivery_id OFFSET $2 LIMIT $3`,
      [webhookId, offset, limit],
    );
  }

  /** Drops what is older than 30 days, a thousand at a time. */
  async dropOld(now = Date.now()): Promise<void> {
    await this.database.query(
      `DELETE FROM webhook_deliveries WHERE delivery_id IN (
         SELECT delivery_id FROM webhook_deliveries WHERE created_ms < $1 ORDER BY created_ms LIMIT 1000)`,
      [now - KEPT_MS],
    );
  }
}
