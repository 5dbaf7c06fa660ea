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
       tag AS (DELETE FROM run_tags t USING run WHERE t.run_id = run.run_id AND NOT run.deleted AND t.key = $2 RETURNING t.key)
       SELECT run.deleted AS run_deleted, EXISTS (SELECT FROM tag) AS tag_deleted FROM run`,
      [runId, key],
    );
    if (!row) return 'run-missing';
    if (row.run_deleted) return 'run-deleted';
    return row.tag_deleted ? 'deleted' : 'tag-missing';
  }

  /** Locks a run against other changes until the transaction ends, and reads one of its tags. */
  async lockRun(
    transaction: Queryable,
    runId: string,
    key: string,
  ): Promise<{ deleted: boolean; tag: string | null } | undefined> {
    const [row] = await transaction.query<{ deleted: boolean; tag: string | null }>(
      `SELECT r.deleted_ms IS NOT NULL AS deleted,
         (SELECT t.value FROM run_tags t WHERE t.run_id = r.run_id AND t.key = $2) AS tag
       FROM runs r WHERE r.run_id = $1 FOR UPDATE`,
      [runId, key],
    );
    return row;
  }

  async write(transaction: Queryable, runId: string, { key, value }: KeyValue): Promise<void> {
    await transaction.query(
      `INSERT INTO run_tags (run_id, key, value) VALUES ($1, $2, $3)
       ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value`,
      [runId, key, value],
    );
  }
}
