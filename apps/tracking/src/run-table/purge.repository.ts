import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { removeRuns } from '@millrace/retention/remove-rows';

@Injectable()
export class PurgeRepository {
  constructor(private readonly database: Database) {}

  /** Removes those of the runs that are deleted, and all of theirs; returns how many. */
  async purge(uuids: readonly string[]): Promise<number> {
    return this.database.transaction(async (transaction) => {
      // Locked, so that none is restored while it goes.
      const runs = await transaction.query<{ run_id: string }>(
        'SELECT run_id FROM runs WHERE run_id = ANY ($1::uuid[]) AND deleted_ms IS NOT NULL ORDER BY run_id FOR UPDATE',
        [uuids],
      );
      const ids = runs.map((run) => run.run_id);
      await removeRuns(transaction, ids);
      return ids.length;
    });
  }
}
