import { Injectable } from '@nestjs/common';
import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import { Database, type Queryable } from '@millrace/database/database';
import { type ProjectRun, RUN_COLUMNS, type RunOrigin } from './project-run.ts';

/** Where a page of the list ends. */
export interface Position {
  readonly createdMs: number;
  readonly runId: string;
}

export interface RunFilter {
  readonly states: readonly string[] | undefined;
  readonly sweepId: string | undefined;
  readonly scheduleId: string | undefined;
}

/** Rows of project runs, as those who submit them see them. */
@Injectable()
export class ProjectRunsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    runId: string,
    request: CreateProjectRun,
    now: number,
    origin: RunOrigin = {},
    on: Queryable = this.database,
  ): Promise<ProjectRun> {
    const [row] = await on.query<ProjectRun>(
      `INSERT INTO project_runs (run_id, experiment_id, user_id, uri, version, entry_point, parameters, executor, executor_config,
         env_manager, priority, max_retries, timeout_seconds, created_ms, source_name, sweep_id, schedule_id, reproduces_run_id,
         rerun_of_run_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING ${RUN_COLUMNS}`,
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
        request.source_name ?? null,
        origin.sweepId ?? null,
        origin.scheduleId ?? null,
        origin.reproducesId ?? null,
        origin.rerunOfId ?? null,
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
  list(filter: RunFilter, after: Position | undefined, limit: number): Promise<ProjectRun[]> {
    return this.database.query(
      `SELECT ${RUN_COLUMNS} FROM project_runs
       WHERE ($1::text[] IS NULL OR state = ANY ($1)) AND ($2::uuid IS NULL OR sweep_id = $2)
         AND ($3::uuid IS NULL OR schedule_id = $3) AND ($4::bigint IS NULL OR (created_ms, run_id) < ($4, $5::uuid))
       ORDER BY created_ms DESC, run_id DESC LIMIT $6`,
      [
        filter.states ?? null,
        filter.sweepId ?? null,
        filter.scheduleId ?? null,
        after?.createdMs ?? null,
        after?.runId ?? null,
        limit,
      ],
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
         not_before_ms = 0, started_ms = NULL, ended_ms = NULL, log_kept = false, log_pruned = false
       WHERE run_id = $1 AND state IN ('failed', 'killed', 'timed_out') RETURNING ${RUN_COLUMNS}`,
      [runId],
    );
    return row;
  }

  /** Takes the credentials out of the uris of runs that ended before a time. */
  async dropCredentials(before: number): Promise<void> {
    await this.database.query(
      `UPDATE project_runs SET uri = regexp_replace(uri, '^(https?://)[^/?#]*@', '\\1')
       WHERE state IN ('failed', 'killed', 'timed_out') AND ended_ms < $1 AND uri ~ '^https?://[^/?#]*@'`,
      [before],
    );
  }
}
