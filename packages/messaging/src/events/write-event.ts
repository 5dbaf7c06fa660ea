import type { z } from 'zod';
import { activeTrace } from '../broker/telemetry.ts';
import type { EventDefinition } from '../definitions/event-definition.ts';
import { parsePayload } from '../definitions/parse-payload.ts';

/** PostgreSQL's channel that wakes publishers. */
export const OUTBOX_CHANNEL = 'outbox_events';

/** A `pg` client or pool client in a transaction, or anything that runs SQL in one. */
export interface TransactionClient {
  query(text: string, values: unknown[]): Promise<unknown>;
}

// The lock is held until the commit, and the id is drawn under it: so within a key, ids are in order of commit.
// NOTIFY takes effect at the commit, so publishers are woken exactly when there is something to see.
const INSERT_EVENT = `
WITH ordered AS MATERIALIZED (
  SELECT CASE WHEN $3::text IS NOT NULL THEN pg_advisory_xact_lock(hashtext('outbox_events'), hashtext($3)) END
), written AS (
  INSERT INTO outbox_events (name, payload) SELECT $1, $2::jsonb FROM ordered RETURNING id
)
SELECT pg_notify('${OUTBOX_CHANNEL}', '')::text FROM written`;

/**
 * Writes the event in the transaction of the change that it tells of: subscribers get it if and only if that commits.
 * One statement. Throws InvalidPayloadError, naming the field, before touching the database.
 *
 * Two transactions that write events of the same two keys in opposite order may deadlock, as with rows: write events
 * last, or in order of their keys.
 */
export async function writeEvent<Payload extends z.ZodType>(
  client: TransactionClient,
  definition: EventDefinition<Payload>,
  payload: z.input<Payload>,
): Promise<void> {
  const parsed = parsePayload(definition.name, definition.payload, payload);
  const key = definition.key ? `${definition.name.split('.')[0]}:${definition.key(parsed)}` : null;
  await client.query(INSERT_EVENT, [definition.name, JSON.stringify(withTrace(parsed)), key]);
}

const INSERT_EVENTS = `
WITH written AS (
  INSERT INTO outbox_events (name, payload) SELECT $1, p::jsonb FROM unnest($2::text[]) AS p RETURNING id
)
SELECT pg_notify('${OUTBOX_CHANNEL}', '')::text FROM written LIMIT 1`;

/** Writes many events of one kind at once, as `writeEvent` does; not for those that have a key. */
export async function writeEvents<Payload extends z.ZodType>(
  client: TransactionClient,
  definition: Omit<EventDefinition<Payload>, 'key'>,
  payloads: readonly z.input<Payload>[],
): Promise<void> {
  const texts = payloads.map((payload) =>
    JSON.stringify(withTrace(parsePayload(definition.name, definition.payload, payload))),
  );
  if (texts.length > 0) await client.query(INSERT_EVENTS, [definition.name, texts]);
}

/** The field of a row's payload that carries the trace; the publisher takes it out again. */
export const TRACE_FIELD = '$trace';

function withTrace(payload: unknown): unknown {
  const trace = activeTrace();
  return trace === undefined ? payload : { ...(payload as object), [TRACE_FIELD]: trace };
}
