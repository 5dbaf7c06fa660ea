import { Injectable } from '@nestjs/common';
import { Database, type Queryable, type Transaction } from '@millrace/database/database';
import { type ProjectSchedule, SCHEDULE_COLUMNS } from './project-schedule.ts';

/** What came of a run that was due, or asked for. */
export interface Submitted {
  readonly lastMs: number;
  readonly lastRunId: string | null;
  readonly lastError: string | null;
}

/** Rows of schedules. */
@Injectable()
export class SchedulesRepository {
  constructor(private readonly database: Database) {}

  async insert(schedule: ProjectSchedule): Promise<void> {
    await this.database.query(
      `INSERT INTO project_schedules (schedule_id, name, cron, timezone, paused, request, next_ms, created_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [schedule.scheduleId, ...settings(schedule), schedule.createdMs],
    );
  }

  /** The newest first. */
  list(limit: number): Promise<ProjectSchedule[]> {
    return this.database.query(
      `SELECT ${SCHEDULE_COLUMNS} FROM project_schedules ORDER BY created_ms DESC, schedule_id LIMIT $1`,
      [limit],
    );
  }

  async count(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM project_schedules',
    );
    return row?.count ?? 0;
  }

  async find(scheduleId: string): Promise<ProjectSchedule | undefined> {
    const [row] = await this.database.query<ProjectSchedule>(
      `SELECT ${SCHEDULE_COLUMNS} FROM project_schedules WHERE schedule_id = $1`,
      [scheduleId],
    );
    return row;
  }

  /** Writes what people set, as the change makes it of the row while nobody else has it; undefined when there is none. */
  change(
    scheduleId: string,
    change: (schedule: ProjectSchedule) => Promise<ProjectSchedule>,
  ): Promise<ProjectSchedule | undefined> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<ProjectSchedule>(
        `SELECT ${SCHEDULE_COLUMNS} FROM project_schedules WHERE schedule_id = $1 FOR UPDATE`,
        [scheduleId],
      );
      if (row === undefined) return undefined;
      const changed = await change(row);
      await transaction.query(
        `UPDATE project_schedules SET name = $2, cron = $3, timezone = $4, paused = $5, request = $6, next_ms = $7
         WHERE schedule_id = $1`,
        [scheduleId, ...settings(changed)],
      );
      return changed;
    });
  }

  async delete(scheduleId: string): Promise<boolean> {
    const rows = await this.database.query(
      'DELETE FROM project_schedules WHERE schedule_id = $1 RETURNING schedule_id',
      [scheduleId],
    );
    return rows.length > 0;
  }

  /** Hands a schedule that is due to the work while no other runner can have it; false when none is. */
  takeDue(
    nowMs: number,
    work: (schedule: ProjectSchedule, transaction: Transaction) => Promise<void>,
  ): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<ProjectSchedule>(
        `SELECT ${SCHEDULE_COLUMNS} FROM project_schedules WHERE next_ms <= $1 AND NOT paused
         ORDER BY next_ms LIMIT 1 FOR UPDATE SKIP LOCKED`,
        [nowMs],
      );
      if (row === undefined) return false;
      await work(row, transaction);
      return true;
    });
  }

  /** When the first schedule is due. */
  async firstDue(): Promise<number | undefined> {
    const [row] = await this.database.query<{ nextMs: number | null }>(
      'SELECT min(next_ms)::float8 AS "nextMs" FROM project_schedules WHERE NOT paused',
    );
    return row?.nextMs ?? undefined;
  }

  async noteSubmitted(
    scheduleId: string,
    { lastMs, lastRunId, lastError }: Submitted,
    on: Queryable = this.database,
  ): Promise<void> {
    await on.query(
      'UPDATE project_schedules SET last_ms = $2, last_run_id = coalesce($3, last_run_id), last_error = $4 WHERE schedule_id = $1',
      [scheduleId, lastMs, lastRunId, lastError],
    );
  }

  async setNext(scheduleId: string, nextMs: number | undefined, on: Queryable): Promise<void> {
    await on.query('UPDATE project_schedules SET next_ms = $2 WHERE schedule_id = $1', [
      scheduleId,
      nextMs ?? null,
    ]);
  }
}

function settings({ name, cron, timezone, paused, request, nextMs }: ProjectSchedule): unknown[] {
  return [name, cron, timezone, paused, JSON.stringify(request), nextMs];
}
