import type { Pool, PoolClient } from 'pg';
import type { OutgoingEvent } from './event-envelope.ts';
import { TRACE_FIELD } from './write-event.ts';

const BATCH = 100;

interface OutboxRow {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly created_at: Date;
  readonly event_id: string;
}

/** `more` when rows may be left; `busy` when another publisher is at it. */
export type BatchOutcome = 'empty' | 'more' | 'busy';

// One publisher at a time, over all processes: two would put their batches into the queues in either order.
const LOCK = `SELECT pg_try_advisory_xact_lock(hashtext('outbox_events'), 0) AS locked`;

// The id alone is not unique where several databases feed one Redis, so the event's own id has the time in it too.
const SELECT_UNPUBLISHED = `
SELECT id, name, payload, created_at,
       'e' || id || '-' || (extract(epoch FROM created_at) * 1000000)::bigint AS event_id
FROM outbox_events WHERE published_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;

const MARK_PUBLISHED = 'UPDATE outbox_events SET published_at = now() WHERE id = ANY($1::bigint[])';

const DELETE_OLD = `DELETE FROM outbox_events WHERE published_at < now() - $1 * interval '1 second'`;

/**
 * Publishes the oldest unpublished rows in one transaction. Should anything fail, or the process die, before its
 * commit, the rows stay unpublished and are published again; the queues know them by their ids.
 */
export async function publishBatch(
  pool: Pool,
  publish: (events: OutgoingEvent[]) => Promise<void>,
): Promise<BatchOutcome> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // The query under way fails too, and says so; without a listener the event would end the process.
  client.on('error', ignore);
  try {
    await client.query('BEGIN');
    const outcome = await publishLocked(client, publish);
    await client.query('COMMIT');
    return outcome;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  } finally {
    client.off('error', ignore);
    client.release(failure);
  }
}

function ignore(): void {}

async function publishLocked(
  client: PoolClient,
  publish: (events: OutgoingEvent[]) => Promise<void>,
): Promise<BatchOutcome> {
  const lock = await client.query<{ locked: boolean }>(LOCK);
  if (!lock.rows[0]?.locked) return 'busy';
  const { rows } = await client.query<OutboxRow>(SELECT_UNPUBLISHED);
  if (rows.length === 0) return 'empty';
  await publish(
    rows.map((row) => ({
      id: row.event_id,
      name: row.name,
      ...splitTrace(row.payload),
      occurredAt: row.created_at.toISOString(),
    })),
  );
  await client.query(MARK_PUBLISHED, [rows.map((row) => row.id)]);
  return rows.length === BATCH ? 'more' : 'empty';
}

function splitTrace(stored: unknown): Pick<OutgoingEvent, 'payload' | 'trace'> {
  if (typeof stored !== 'object' || stored === null || !(TRACE_FIELD in stored)) return { payload: stored };
  const { [TRACE_FIELD]: trace, ...payload } = stored as Record<string, unknown>;
  return { payload, trace: trace as Record<string, string> };
}

/** Deletes rows published more than `seconds` ago. */
export async function prunePublished(pool: Pool, seconds: number): Promise<void> {
  await pool.query(DELETE_OLD, [seconds]);
}
