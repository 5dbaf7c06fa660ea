import { int4Array, textArray } from '@millrace/database/binary-array';
import { takeOverKey } from '@millrace/service-stores/idempotency/key-sql';
import type { KeyedRequest } from '@millrace/service-kit/idempotency/keyed-request';

/** A request's Idempotency-Key, and the answer to keep under it: it is written in the statement that makes the run. */
export interface KeyedAnswer extends KeyedRequest {
  readonly answer: string;
}

/** The key was used before, by this request or another one: nothing was created. */
export class KeyTakenError extends Error {}

export interface KeptKey {
  /** A key that was new, in a row of its own. */
  readonly kept_key: string | null;
}

// What stands between the runs that could be created and those that are, in a statement that has keys too: $9 to $12 are the run's
// number, its key, its fingerprint and its answer, $13 is for how many seconds answers are kept. Keys are locked in their order.
export const RUNS_OF_NEW_KEYS = `
asked AS MATERIALIZED (
  SELECT a.n, a.key, decode(a.fingerprint, 'hex') AS fingerprint, a.answer
  FROM unnest($9::int[], $10::text[], $11::text[], $12::text[]) AS a(n, key, fingerprint, answer) JOIN candidate c ON c.n = a.n),
kept AS (
  INSERT INTO idempotency_keys AS k (key, fingerprint, answer, created_at)
  SELECT a.key, a.fingerprint, a.answer, clock_timestamp() FROM asked a ORDER BY a.key
  ${takeOverKey('$13')} RETURNING key),
run AS MATERIALIZED (
  SELECT c.* FROM candidate c
  WHERE c.n NOT IN (SELECT a.n FROM asked a WHERE a.key NOT IN (SELECT kept.key FROM kept))),`;

export const KEPT_KEYS = 'UNION ALL SELECT NULL, NULL, NULL, kept.key FROM kept';

/** The columns $9 to $12. */
export function keyValuesOf(runs: readonly { readonly keyed?: KeyedAnswer }[]): Buffer[] {
  const asked = runs.flatMap(({ keyed }, index) => (keyed ? [{ n: index + 1, ...keyed }] : []));
  return [
    int4Array(asked.map(({ n }) => n)),
    textArray(asked.map(({ key }) => key)),
    textArray(asked.map(({ fingerprint }) => fingerprint.toString('hex'))),
    textArray(asked.map(({ answer }) => answer)),
  ];
}

/** One statement writes a key once: runs whose key another of the group has wait for the next, where it is known. */
export function withoutRepeatedKeys<Run extends { readonly keyed?: KeyedAnswer }>(
  runs: readonly Run[],
): { now: Run[]; later: ReadonlySet<Run> } {
  const keys = new Set<string>();
  const now: Run[] = [];
  const later = new Set<Run>();
  for (const run of runs) {
    if (run.keyed !== undefined && keys.has(run.keyed.key)) later.add(run);
    else now.push(run);
    if (run.keyed !== undefined) keys.add(run.keyed.key);
  }
  return { now, later };
}
