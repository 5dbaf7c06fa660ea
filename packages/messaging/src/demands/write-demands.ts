import type { TransactionClient } from '../events/write-event.ts';

/** PostgreSQL's channel that tells of changed demands. */
export const DEMANDS_CHANNEL = 'event_demands';

/** An event that somebody wants, and which of them. */
export interface WantedEvent {
  readonly event: string;
  /** Text that the writer of the event understands; empty for all. */
  readonly condition: string;
}

// What stays keeps its id, and with it what has been told.
const REPLACE_DEMANDS = `
WITH wanted AS (
  SELECT DISTINCT event, condition FROM unnest($2::text[], $3::text[]) AS w(event, condition)
), dropped AS (
  DELETE FROM event_demands d WHERE d.owner = $1
    AND NOT EXISTS (SELECT FROM wanted w WHERE w.event = d.event AND w.condition = d.condition)
), written AS (
  INSERT INTO event_demands (demand_id, owner, event, condition, active)
  SELECT md5($1 || E'\\n' || w.event || E'\\n' || w.condition)::uuid, $1, w.event, w.condition, $4 FROM wanted w
  ON CONFLICT (owner, event, condition) DO UPDATE SET active = excluded.active
)
SELECT pg_notify('${DEMANDS_CHANNEL}', '')::text`;

/** How many active demands there are for an event, in the caller's transaction. */
export async function countDemands(client: TransactionClient, event: string): Promise<number> {
  const result = await client.query(
    'SELECT count(*)::int AS count FROM event_demands WHERE event = $1 AND active',
    [event],
  );
  return (result as { rows: { count: number }[] }).rows[0]?.count ?? 0;
}

/**
 * Says in the owner's transaction which events are wanted for it: these and no others. Whoever writes them hears of it within moments
 * of the commit. While it is not `active` none are written, and what was told is remembered.
 */
export async function replaceDemands(
  client: TransactionClient,
  owner: string,
  wanted: readonly WantedEvent[],
  active: boolean,
): Promise<void> {
  await client.query(REPLACE_DEMANDS, [
    owner,
    wanted.map(({ event }) => event),
    wanted.map(({ condition }) => condition),
    active,
  ]);
}
