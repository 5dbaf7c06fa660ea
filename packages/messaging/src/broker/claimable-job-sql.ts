const WAITING = "SELECT 1 FROM job WHERE queue = $1 AND state = 'waiting'";

const WAITING_AND_CLAIMABLE = `${WAITING} AND NOT EXISTS (
  SELECT 1 FROM meta WHERE queue = $1 AND field = 'concurrency' AND value::integer <=
    (SELECT count(*) FROM job WHERE queue = $1 AND state = 'active'))`;

/**
 * BullMQ 6.7 asks for a waiting job before a worker sleeps, and forgets the queue's global concurrency: while one
 * replica handled an event and more were waiting, the others would ask again and again, without a pause. This adds the
 * condition; any other statement, and the question in a later version that asks it otherwise, is left as it is.
 */
export function claimableJobSql(text: string): string {
  return text.replace(WAITING, WAITING_AND_CLAIMABLE);
}
