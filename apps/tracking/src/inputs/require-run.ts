import { invalidParameter, notFound } from '@millrace/contracts/errors';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import type { Queryable } from '@millrace/database/database';

/**
 * The experiment of an active run that is about to change. The run's row is locked until the transaction ends, so that it is not deleted
 * meanwhile and two requests about one run cannot deadlock. 404 for no such run, 400 for a deleted one.
 */
export async function changeActiveRun(
  transaction: Queryable,
  runId: string,
): Promise<{ experimentId: number }> {
  const uuid = runIdToUuid(runId);
  const [run] =
    uuid !== undefined
      ? await transaction.query<{ experiment_id: number; deleted: boolean }>(
          `UPDATE runs SET revision = revision + 1 WHERE run_id = $1
           RETURNING experiment_id, deleted_ms IS NOT NULL AS deleted`,
          [uuid],
        )
      : [];
  if (run === undefined) throw notFound(`Run with id=${runId} not found`);
  if (run.deleted)
    throw invalidParameter(`The run ${runId} must be in the 'active' state. Current state is deleted.`);
  return { experimentId: run.experiment_id };
}
