import type { ExecutorConfig, ExecutorName } from '@millrace/contracts/projects/executor-config';
import type { EndedState, ProjectEnvManager, RunState } from '@millrace/contracts/projects/project-runs';

/** A project that is to be run, or was. */
export interface ProjectRun {
  /** 32 hexadecimal digits, as the tracked run's. */
  readonly runId: string;
  readonly experimentId: number;
  readonly userId: string;
  /** It may have credentials in it: never show it as it is. */
  readonly uri: string;
  /** What to show in place of the uri of an upload. */
  readonly sourceName: string | null;
  readonly version: string | null;
  readonly entryPoint: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly executor: ExecutorName;
  readonly executorConfig: ExecutorConfig;
  readonly envManager: ProjectEnvManager | null;
  readonly priority: number;
  readonly maxRetries: number;
  readonly timeoutSeconds: number | null;
  readonly state: RunState;
  readonly outcome: EndedState | null;
  readonly reason: string | null;
  readonly exitCode: number | null;
  readonly attempts: number;
  readonly failures: number;
  readonly cancelled: boolean;
  readonly createdMs: number;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
  readonly sweepId: string | null;
  readonly scheduleId: string | null;
  /** The run that this one repeats. */
  readonly reproducesId: string | null;
  /** The run that this one was submitted from, once more. */
  readonly rerunOfId: string | null;
  readonly logPruned: boolean;
}

/** Where a run comes from, other than from a request of its own. */
export type RunOrigin = Partial<Pick<ProjectRun, 'sweepId' | 'scheduleId' | 'reproducesId' | 'rerunOfId'>>;

export function hasEnded({ state }: Pick<ProjectRun, 'state'>): boolean {
  return ['finished', 'failed', 'killed', 'timed_out'].includes(state);
}

/** A column of ids as 32 hexadecimal digits. */
export function idColumn(column: string): string {
  return `replace(${column}::text, '-', '')`;
}

/** The columns of a row as a ProjectRun. */
export const RUN_COLUMNS = `${idColumn('run_id')} AS "runId", experiment_id AS "experimentId", user_id AS "userId", uri, source_name AS "sourceName",
  version, entry_point AS "entryPoint", parameters, executor, executor_config AS "executorConfig", env_manager AS "envManager",
  priority, max_retries AS "maxRetries", timeout_seconds AS "timeoutSeconds", state, outcome, reason, exit_code AS "exitCode",
  attempts, failures, cancelled, created_ms::float8 AS "createdMs", started_ms::float8 AS "startedMs", ended_ms::float8 AS "endedMs",
  ${idColumn('sweep_id')} AS "sweepId", ${idColumn('schedule_id')} AS "scheduleId", ${idColumn('reproduces_run_id')} AS "reproducesId",
  ${idColumn('rerun_of_run_id')} AS "rerunOfId", log_pruned AS "logPruned"`;
