import { Injectable } from '@nestjs/common';
import type { EndedState, RunState } from '@millrace/contracts/projects/project-runs';
import { Database } from '@millrace/database/database';
import { type ProjectRun, RUN_COLUMNS } from '../project-runs/project-run.ts';

/** The right to run a project; whoever has it may change the run's row, and nobody else. */
export interface Lease {
  readonly runId: string;
  readonly owner: string;
}

export interface Change {
  readonly state: RunState;
  readonly outcome?: EndedState;
  readonly reason?: string | null;
  readonly exitCode?: number | null;
  readonly failures?: number;
  readonly startedMs?: number;
  readonly endedMs?: number;
  /** The uri without credentials, to be kept in place of the one with them. */
  readonly uri?: string;
  /** Whether its log is among its artifacts. */
  readonly logKept?: boolean;
  /** It is queued again, and may begin after so long. */
  readonly delayMs?: number;
}

export interface ClaimLimits {
  /** Those with room for one more run. */
  readonly executors: readonly string[];
  readonly perUser: number | undefined;
  /** The runs that the owner is at. */
  readonly underWay?: readonly string[];
}

// By the database's clock, which all runners share.
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
const UNDER_WAY = `state IN ('building', 'running', 'uploading')`;

/**
 * Who runs what. The row is the truth: a run without a lease, or whose lease has run out, is anybody's; messages only wake runners.
 */
@Injectable()
export class LeasesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes the first run that may be begun, or taken over from a runner that died, for an owner that has room for more with these
   * executors; the row comes as it was before. One that was cancelled before it began needs no room. Claims wait for one another, so
   * that the limit for each user holds over all runners. What the owner is at itself is not taken over, should it have been too busy to
   * renew its lease.
   */
  async claim(
    owner: string,
    seconds: number,
    { executors, perUser, underWay = [] }: ClaimLimits,
  ): Promise<ProjectRun | undefined> {
    return this.database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('project_runs'), 0)`);
      const [run] = await transaction.query<ProjectRun>(
        `SELECT ${RUN_COLUMNS} FROM project_runs p
         WHERE (${UNDER_WAY} AND lease_until_ms < ${NOW} AND executor = ANY ($2) AND NOT run_id = ANY ($3::uuid[]))
            OR (state = 'queued' AND (lease_until_ms IS NULL OR lease_until_ms < ${NOW}) AND (cancelled OR (not_before_ms <= ${NOW}
              AND executor = ANY ($2)
              AND ($1::int IS NULL OR user_id = '' OR (SELECT count(*) FROM project_runs o
                WHERE o.user_id = p.user_id AND o.state IN ('building', 'running', 'uploading')) < $1))))
         ORDER BY state = 'queued', priority, created_ms, run_id LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [perUser ?? null, executors, underWay],
      );
      if (run === undefined) return undefined;
      await transaction.query(
        `UPDATE project_runs SET lease_owner = $2, lease_until_ms = ${NOW} + $3 * 1000, attempts = attempts + 1,
           state = CASE WHEN state = 'queued' THEN 'building' ELSE state END
         WHERE run_id = $1`,
        [run.runId, owner, seconds],
      );
      return run;
    });
  }

  /** Keeps a lease. Says whether the run was cancelled; undefined when somebody else has it by now. */
  async renew({ runId, owner }: Lease, seconds: number): Promise<boolean | undefined> {
    const [row] = await this.database.query<{ cancelled: boolean }>(
      `UPDATE project_runs SET lease_until_ms = ${NOW} + $3 * 1000 WHERE run_id = $1 AND lease_owner = $2 RETURNING cancelled`,
      [runId, owner, seconds],
    );
    return row?.cancelled;
  }

  /** Changes the run's row. False when somebody else has the lease by now. A run that is queued again, or ends, gives the lease back. */
  async change({ runId, owner }: Lease, change: Change): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE project_runs SET state = $3, outcome = coalesce($4, outcome), reason = CASE WHEN $5 THEN $6 ELSE reason END,
         exit_code = CASE WHEN $7 THEN $8 ELSE exit_code END, failures = coalesce($9, failures),
         started_ms = coalesce($10, started_ms), ended_ms = coalesce($11, ended_ms), not_before_ms = ${NOW} + $12,
         log_kept = coalesce($14, log_kept), uri = coalesce($15, uri),
         lease_owner = CASE WHEN $13 THEN lease_owner END, lease_until_ms = CASE WHEN $13 THEN lease_until_ms END
       WHERE run_id = $1 AND lease_owner = $2 RETURNING run_id`,
      [
        runId,
        owner,
        change.state,
        change.outcome ?? null,
        change.reason !== undefined,
        change.reason ?? null,
        change.exitCode !== undefined,
        change.exitCode ?? null,
        change.failures ?? null,
        change.startedMs ?? null,
        change.endedMs ?? null,
        change.delayMs ?? 0,
        ['building', 'running', 'uploading'].includes(change.state),
        change.logKept ?? null,
        change.uri ?? null,
      ],
    );
    return rows.length > 0;
  }
}
