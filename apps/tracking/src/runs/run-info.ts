import type { Int64 } from '@millrace/contracts/wire/int64';
import { int64ToJson } from '@millrace/contracts/wire/json';
import { uuidToRunId } from '@millrace/contracts/tracking/run-id';

/** A run's own row, without what was logged to it. */
export interface RunRow {
  readonly run_id: string;
  readonly experiment_id: number;
  readonly name: string;
  readonly user_id: string;
  readonly status: string;
  readonly start_ms: Int64 | null;
  readonly end_ms: Int64 | null;
  readonly deleted_ms: Int64 | null;
  readonly artifact_uri: string;
}

/** MLflow's `RunInfo`. An end of 0 counts as none. */
export function runInfo(row: RunRow): Record<string, unknown> {
  const runId = uuidToRunId(row.run_id);
  return {
    run_uuid: runId,
    run_id: runId,
    run_name: row.name,
    experiment_id: String(row.experiment_id),
    user_id: row.user_id,
    status: row.status,
    start_time: int64ToJson(row.start_ms ?? 0),
    ...(row.end_ms ? { end_time: int64ToJson(row.end_ms) } : {}),
    artifact_uri: row.artifact_uri,
    lifecycle_stage: row.deleted_ms === null ? 'active' : 'deleted',
  };
}
