import { createHash } from 'node:crypto';

/** $1 key, $2 fingerprint, $3 for how many seconds answers are kept, $4 for how many a key may be reserved. */
export const FIND_KEY = `
SELECT fingerprint = $2 AS same, answer FROM idempotency_keys
WHERE key = $1 AND created_at > now() - make_interval(secs => CASE WHEN answer IS NULL THEN $4 ELSE $3 END::float8)`;

const REPLACE = `
ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = excluded.created_at
WHERE`;

/**
 * The end of an `INSERT INTO idempotency_keys AS k`: a row that has expired is written over, one that counts stays as it is. `seconds`
 * is the parameter that says how long answers are kept.
 */
export function takeOverKey(seconds: string): string {
  return `${REPLACE} k.created_at <= now() - make_interval(secs => ${seconds}::float8)`;
}

/** $1 key, $2 fingerprint, $3 answer, $4 for how many seconds answers are kept. No row: the key is taken. */
export const KEEP_ANSWER = `
INSERT INTO idempotency_keys AS k (key, fingerprint, answer, created_at) VALUES ($1, $2, $3, clock_timestamp())
${takeOverKey('$4')} RETURNING key`;

/** $1 key, $2 fingerprint, $3 and $4 as in FIND_KEY. No row: the key is taken. */
export const RESERVE_KEY = `
INSERT INTO idempotency_keys AS k (key, fingerprint, answer, created_at) VALUES ($1, $2, NULL, clock_timestamp())
${REPLACE} k.created_at <= now() - make_interval(secs => CASE WHEN k.answer IS NULL THEN $4 ELSE $3 END::float8)
RETURNING created_at::text AS reservation`;

/** $1 key, $2 reservation, $3 answer. */
export const SET_ANSWER = `
UPDATE idempotency_keys SET answer = $3 WHERE key = $1 AND created_at = $2::timestamptz AND answer IS NULL`;

/** $1 key, $2 reservation. */
export const RELEASE_KEY = `
DELETE FROM idempotency_keys WHERE key = $1 AND created_at = $2::timestamptz AND answer IS NULL`;

/** $1 for how many seconds answers are kept, $2 how many to drop at most. */
export const DROP_EXPIRED = `
DELETE FROM idempotency_keys WHERE key IN (
  SELECT key FROM idempotency_keys WHERE created_at <= now() - make_interval(secs => $1::float8)
  ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`;

export const LOCK_KEY = 'SELECT pg_advisory_xact_lock($1::int8)';

/** The number of a key's lock. Two keys with one number only wait for each other. */
export function lockOf(key: string): bigint {
  return createHash('sha256').update(`idempotency key ${key}`).digest().readBigInt64BE();
}
