import { Injectable } from '@nestjs/common';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { Database, type Queryable } from '@millrace/database/database';
import type { RunRow } from './run-info.ts';

/** What to change of a run; what is undefined stays. */
export interface RunChanges {
  readonly status: string | undefined;
  readonly endMs: Int64 | undefined;
  readonly name: string | undefined;
}

@Injectable()
export class RunsRepository {
  constructor(private readonly database: Database) {}

  /** Changes an active run, its name together with the tag that holds it, and returns its row; a deleted run's row comes unchanged. */
  async update(
    runId: string,
    { status, endMs, name }: RunChanges,
    on: Queryable = this.database,
  ): Promise<RunRow | undefined> {
    const [row] = await on.query<RunRow>(
      `WITH changed AS (
         UPDATE runs SET status = coalesce($2, status), end_ms = coalesce($3, end_ms), name = coalesce($4, name),
           revision = revision + 1
         WHERE run_id = $1 AND deleted_ms IS NULL RETURNING *),
       tagged AS (
         INSERT INTO run_tags (run_id, key, value, experiment_id)
         SELECT run_id, 'mlflow.runName', $4, experiment_id FROM changed WHERE $4 IS NOT NULL
         ON CONFLICT (run_id, key) DO UPDATE SET value = excluded.value)
       SELECT * FROM changed UNION ALL SELECT * FROM runs WHERE run_id = $1 AND deleted_ms IS NOT NULL LIMIT 1`,
      [runId, status ?? null, endMs?.toString() ?? null, name ?? null],
    );
    return row;
  }

  /** The run's status, which stays what it is until the transaction ends. */
  async lockStatus(transaction: Queryable, runId: string): Promise<string | undefined> {
    const [row] = await transaction.query<{ status: string }>(
      'SELECT status FROM runs WHERE run_id = $1 FOR NO KEY UPDATE',
      [runId],
    );
    return row?.status;
  }

  /** Deletes a run, with the assessments that came from it; false when there is no such run. */
  async delete(runId: string, nowMs: number): Promise<boolean> {
    const rows = await this.database.query(
      `WITH assessments_deleted AS (DELETE FROM assessments WHERE run_id = $3)
       UPDATE runs SET deleted_ms = CASE WHEN deleted_ms < 0 THEN deleted_ms ELSE $2 END, revision = revision + 1
       WHERE run_id = $1 RETURNING run_id`,
      [runId, nowMs, runId],
    );
    return rows.length > 0;
  }

  /** False when there is no such run, or it is being removed for good (packages/retention), which a negative time of deletion says. */
  async restore(runId: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE runs SET deleted_ms = NULL, revision = revision + 1
       WHERE run_id = $1 AND (deleted_ms IS NULL OR deleted_ms > 0) RETURNING run_id`,
      [runId],
    );
    return rows.length > 0;
  }
}
