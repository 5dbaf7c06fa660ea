import type { Queryable } from '@millrace/database/database';
import type { Kind } from './selection.ts';

// A negative time of deletion: it is being removed for good, and cannot be restored any more.
const MARK = (table: string, key: string): string =>
  `UPDATE ${table} SET deleted_ms = -abs(deleted_ms) WHERE ${key} AND deleted_ms IS NOT NULL RETURNING 1`;

const SQL: Readonly<Record<Kind, string>> = {
  run: MARK('runs', 'run_id = $1::uuid'),
  'logged model': MARK('logged_models', 'model_id = $1'),
  experiment: MARK('experiments', 'experiment_id = $1::int'),
};

/** Makes sure that nobody restores it from now on. False when it is not deleted, or not there, any more. */
export async function markForRemoval(database: Queryable, kind: Kind, id: string): Promise<boolean> {
  return (await database.query(SQL[kind], [id])).length > 0;
}
