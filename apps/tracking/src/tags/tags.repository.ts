import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@millrace/database/database';
import type { KeyValue } from '../batch/run-write.ts';

@Injectable()
export class TagsRepository {
  constructor(private readonly database: Database) {}

  /** Deletes a tag of an active run. A null key is one that no tag can have. */
  async delete(
    runId: string,
    key: string | null,
  ): Promise<'deleted' | 'run-missing' | 'run-deleted' | 'tag-missing'> {
    const [row] = await this.database.query<{ run_deleted: boolean; tag_deleted: boolean }>(
      `WITH run AS (SELECT run_id, deleted_ms IS NOT NULL AS deleted FROM runs WHERE run_id = $1),
       tag AS (DELETE FROM run_tags t USING run WHERE t.run_id = run.run_id AND NOT run.deleted AND t.key = $2 RETURNING t.run_id),
       changed AS (UPDATE runs r SET revision = r.revision + 1 FROM tag WHERE r.run_id = tag.run_id)
       SELECT run.deleted AS run_deleted, EXISTS (SELECT FROM tag) AS tag_deleted FROM run`,
      [runId, key],
    );
    if (!row) return 'run-missing';
    if (row.run_deleted) return 'run-deleted';
    return row.tag_deleted ? 'deleted' : 'tag-missing';
  }

  /** Begins a change of a run, which is locked until the transaction ends, and reads one of its tags. */
  async changeRun(
    transaction: Queryable,
    runId: string,
    key: string,
  ): Promise<{ deleted: boolean; tag: string | null } | undefined> {
    const [run] = await transaction.query<{ deleted: boolean }>(
      'UPDATE runs SET revision = revision + 1 WHERE run_id = $1 RETURNING deleted_ms IS NOT NULL AS deleted',
      [runId],
    );
    if (!run) return undefined;
    // A statement of its own: one that waited for the lock would still see the tag as it was before.
    const [tag] = await transaction.query<{ value: string }>(
      'SELECT value FROM run_tags WHERE run_id = $1 AND key = $2',
      [runId, key],
    );
    return { deleted: run.deleted, tag: tag?.value ?? null };
  }

  async write(transaction: Queryable, runId: string, { key, value }: KeyValue): Promise<void> {
    await transaction.query(
      `INSERT INTO run_tags (run_id, key, value, experiment_id)
       SELECT r.run_id, $2, $3, r.experiment_id FROM runs r WHERE r.run_id = $1
       ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value`,
      [runId, key, value],
    );
  }
}
