import { Injectable } from '@nestjs/common';
import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import { Database } from '@millrace/database/database';
import { type ProjectRun, RUN_COLUMNS } from './project-run.ts';

/** Where a page of the list ends. */
export interface Position {
  readonly createdMs: number;
  readonly runId: string;
}

/** Rows of project runs, as those who submit them see them. */
@Injectable()
export class ProjectRunsRepository {
  constructor(private readonly database: Database) {}

  async insert(runId: string, request: CreateProjectRun, now: number): Promise<ProjectRun> {
    const [row] = await this.database.query<ProjectRun>(
      `INSERT INTO project_runs (run_id, experiment_id, user_id, uri, version, entry_point, parameters, executor, executor_config,
         env_manager, priority, max_retries, timeout_seconds, created_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING ${RUN_COLUMNS}`,
      [
        runId,
        Number(request.experiment_id),
        request.user_id ?? '',
        request.uri,
        request.version ?? null,
        request.entry_point,
        JSON.stringify(request.parameters),
        request.executor,
        JSON.stringify(request.executor_config),
        request.env_manager ?? null,
        request.priority,
        request.max_retries,
        request.timeout_seconds ?? null,
        now,
      ],
    );
    return row as ProjectRun;
  }

  async find(runId: string): Promise<ProjectRun | undefined> {
    const [row] = await this.database.query<ProjectRun>(
      `SELECT ${RUN_COLUMNS} FROM project_runs WHERE run_id = $1`,
      [runId],
    );
    return row;
  }

  /** The newest first, after a position. */
  list(state: string | undefined, after: Position | undefined, limit: number): Promise<ProjectRun[]> {
    return this.database.query(
      `SELECT ${RUN_COLUMNS} FROM project_runs
       WHERE ($1::text IS NULL OR state = $1) AND ($2::bigint IS NULL OR (created_ms, run_id) < ($2, $3::uuid))
       ORDER BY created_ms DESC, run_id DESC LIMIT $4`,
      [state ?? null, after?.createdMs ?? null, after?.runId ?? null, limit],
    );
  }

  /** Asks whoever runs it to end it; false when it has ended already. */
  async cancel(runId: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE project_runs SET cancelled = true
       WHERE run_id = $1 AND state IN ('queued', 'building', 'running', 'uploading') RETURNING run_id`,
      [runId],
    );
    return rows.length > 0;
  }

  /** Queues one again that has ended without success, with all its retries; undefined when it has not. */
  async requeue(runId: string): Promise<ProjectRun | undefined> {
    const [row] = await this.database.query<ProjectRun>(
      `UPDATE project_runs SET state = 'queued', outcome = NULL, reason = NULL, exit_code = NULL, failures = 0, cancelled = false,
         not_before_ms = 0, started_ms = NULL, ended_ms = NULL
       WHERE run_id = $1 AND state IN ('failed', 'killed', 'timed_out') RETURNING ${RUN_COLUMNS}`,
      [runId],
    );
    return row;
  }
}
