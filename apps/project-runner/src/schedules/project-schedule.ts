import type { CreateProjectRun } from '@millrace/contracts/projects/project-runs';
import { idColumn } from '../project-runs/project-run.ts';

/** Runs a project again and again. */
export interface ProjectSchedule {
  /** 32 hexadecimal digits. */
  readonly scheduleId: string;
  readonly name: string;
  readonly cron: string;
  readonly timezone: string;
  readonly paused: boolean;
  /** What each run is submitted with. Its uri may have credentials in it, as UriCredentials seals them: never show it as it is. */
  readonly request: CreateProjectRun;
  /** When it is due. */
  readonly nextMs: number | null;
  readonly lastMs: number | null;
  readonly lastRunId: string | null;
  /** Why the last run could not be submitted. */
  readonly lastError: string | null;
  readonly createdMs: number;
}

/** The columns of a row as a ProjectSchedule. */
export const SCHEDULE_COLUMNS = `${idColumn('schedule_id')} AS "scheduleId", name, cron, timezone, paused, request,
  next_ms::float8 AS "nextMs", last_ms::float8 AS "lastMs", ${idColumn('last_run_id')} AS "lastRunId", last_error AS "lastError",
  created_ms::float8 AS "createdMs"`;
