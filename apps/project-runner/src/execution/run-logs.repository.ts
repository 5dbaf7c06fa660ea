import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

export interface LogPiece {
  readonly number: number;
  readonly text: string;
}

/** What project runs print, in pieces: any replica can show it while the run goes on, and it outlives the runner. */
@Injectable()
export class RunLogsRepository {
  constructor(private readonly database: Database) {}

  async append(runId: string, text: string): Promise<void> {
    await this.database.query(
      `INSERT INTO project_run_logs (run_id, number, text)
       SELECT $1, coalesce(max(number), 0) + 1, $2 FROM project_run_logs WHERE run_id = $1`,
      [runId, text],
    );
  }

  /** Drops the pieces of runs that ended before a time and whose logs are among their artifacts. Resolves with how many runs. */
  async prune(before: number, most: number): Promise<number> {
    const rows = await this.database.query(
      `WITH old AS (
         UPDATE project_runs SET log_pruned = true WHERE run_id IN (
           SELECT run_id FROM project_runs
           WHERE state IN ('finished', 'failed', 'killed', 'timed_out') AND ended_ms < $1 AND log_kept AND NOT log_pruned
           LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING run_id),
       dropped AS (DELETE FROM project_run_logs l USING old WHERE l.run_id = old.run_id)
       SELECT FROM old`,
      [before, most],
    );
    return rows.length;
  }

  /** The pieces after a number, in order. */
  after(runId: string, number: number, limit = 1000): Promise<LogPiece[]> {
    return this.database.query(
      'SELECT number, text FROM project_run_logs WHERE run_id = $1 AND number > $2 ORDER BY number LIMIT $3',
      [runId, number, limit],
    );
  }
}
