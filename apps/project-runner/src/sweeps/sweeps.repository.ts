import { Injectable } from '@nestjs/common';
import type { SweepState } from '@millrace/contracts/projects/project-sweeps';
import { Database, type Queryable, type Transaction } from '@millrace/database/database';
import { withoutCredentials } from '../sources/project-uri.ts';
import type { Texts } from '../tracking/tracked-runs.ts';
import { idColumn } from '../project-runs/project-run.ts';
import { type NewSweep, type ProjectSweep, SWEEP_COLUMNS, type SweepProgress } from './project-sweep.ts';

const STATES = `(SELECT json_object_agg(state, count) FROM (
  SELECT state, count(*)::int AS count FROM project_runs r WHERE r.sweep_id = s.sweep_id GROUP BY state) each)`;
// NaN is the best of nothing.
const BEST = `(SELECT json_build_object('runId', ${idColumn('r.run_id')}, 'value', r.sweep_value) FROM project_runs r
  WHERE r.sweep_id = s.sweep_id AND r.state = 'finished' AND abs(r.sweep_value) < 'infinity'
  ORDER BY CASE WHEN s.metric_goal = 'maximize' THEN -r.sweep_value ELSE r.sweep_value END, r.created_ms LIMIT 1)`;
const PROGRESS = `SELECT ${SWEEP_COLUMNS}, coalesce(${STATES}, '{}') AS states, ${BEST} AS best FROM project_sweeps s`;

/** Rows of sweeps. */
@Injectable()
export class SweepsRepository {
  constructor(private readonly database: Database) {}

  async insert(sweep: NewSweep): Promise<void> {
    await this.database.query(
      `INSERT INTO project_sweeps (sweep_id, run_id, name, request, method, space, seed, points, total, concurrency, metric_name,
         metric_goal, created_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        sweep.sweepId,
        sweep.runId,
        sweep.name,
        JSON.stringify(sweep.request),
        sweep.method,
        JSON.stringify(sweep.space),
        sweep.seed,
        JSON.stringify(sweep.points),
        sweep.total,
        sweep.concurrency,
        sweep.metricName,
        sweep.metricGoal,
        sweep.createdMs,
      ],
    );
  }

  /** The newest first. */
  list(limit: number): Promise<SweepProgress[]> {
    return this.database.query(`${PROGRESS} ORDER BY created_ms DESC, sweep_id LIMIT $1`, [limit]);
  }

  async find(sweepId: string): Promise<SweepProgress | undefined> {
    const [row] = await this.database.query<SweepProgress>(`${PROGRESS} WHERE sweep_id = $1`, [sweepId]);
    return row;
  }

  /** Those that have not ended. */
  async running(): Promise<string[]> {
    const rows = await this.database.query<{ sweepId: string }>(
      `SELECT ${idColumn('sweep_id')} AS "sweepId" FROM project_sweeps WHERE state = 'running'`,
    );
    return rows.map(({ sweepId }) => sweepId);
  }

  /** Hands a sweep that has not ended to the work while nobody else can have it. */
  take(
    sweepId: string,
    work: (sweep: ProjectSweep, transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<ProjectSweep>(
        `SELECT ${SWEEP_COLUMNS} FROM project_sweeps WHERE sweep_id = $1 AND state = 'running' FOR UPDATE`,
        [sweepId],
      );
      if (row !== undefined) await work(row, transaction);
    });
  }

  /** The parameters of some of a sweep's runs, in order. */
  async points(sweepId: string, from: number, count: number, on: Queryable): Promise<Texts[]> {
    const rows = await on.query<{ point: Texts }>(
      `SELECT point FROM project_sweeps, jsonb_array_elements(points) WITH ORDINALITY AS p(point, number)
       WHERE sweep_id = $1 AND number > $2 AND number <= $2 + $3 ORDER BY number`,
      [sweepId, from, count],
    );
    return rows.map(({ point }) => point);
  }

  /** How many runs of it have been submitted and have not ended, and how many have finished. */
  async outcomes(sweepId: string, on: Queryable): Promise<{ underWay: number; finished: number }> {
    const [row] = await on.query<{ underWay: number; finished: number }>(
      `SELECT count(*) FILTER (WHERE state IN ('queued', 'building', 'running', 'uploading'))::int AS "underWay",
         count(*) FILTER (WHERE state = 'finished')::int AS finished
       FROM project_runs WHERE sweep_id = $1`,
      [sweepId],
    );
    return row ?? { underWay: 0, finished: 0 };
  }

  /** With a reason, no more are submitted. */
  async setSubmitted(
    sweepId: string,
    submitted: number,
    reason: string | null,
    on: Queryable,
  ): Promise<void> {
    await on.query('UPDATE project_sweeps SET submitted = $2, reason = $3 WHERE sweep_id = $1', [
      sweepId,
      submitted,
      reason,
    ]);
  }

  /** Credentials in its uri are not kept any longer. */
  async end(
    { sweepId, request }: ProjectSweep,
    state: SweepState,
    endedMs: number,
    on: Queryable,
  ): Promise<void> {
    await on.query('UPDATE project_sweeps SET state = $2, ended_ms = $3, request = $4 WHERE sweep_id = $1', [
      sweepId,
      state,
      endedMs,
      JSON.stringify({ ...request, uri: withoutCredentials(request.uri) }),
    ]);
  }

  /** Submits no more runs of it, and asks those that wait or go on to end. */
  async cancel(sweepId: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query(
        `UPDATE project_sweeps SET cancelled = true WHERE sweep_id = $1 AND state = 'running'`,
        [sweepId],
      );
      await transaction.query(
        `UPDATE project_runs SET cancelled = true
         WHERE sweep_id = $1 AND state IN ('queued', 'building', 'running', 'uploading')`,
        [sweepId],
      );
    });
  }
}
