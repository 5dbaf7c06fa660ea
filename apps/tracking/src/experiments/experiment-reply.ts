import { int64ToJson } from '@millrace/contracts/wire/json';
import type { Int64 } from '@millrace/contracts/wire/int64';

/** An experiment as its row holds it, with its tags as `[key, value]` pairs. */
export interface ExperimentRow {
  readonly experiment_id: number;
  readonly name: string;
  readonly artifact_location: string;
  readonly created_ms: Int64;
  readonly updated_ms: Int64;
  readonly deleted_ms: Int64 | null;
  readonly tags: readonly (readonly [string, string])[] | null;
}

/** The columns of `ExperimentRow`, for a query on `experiments e`. */
export const EXPERIMENT_COLUMNS = `e.experiment_id, e.name, e.artifact_location, e.created_ms, e.updated_ms, e.deleted_ms,
  (SELECT json_agg(json_build_array(t.key, t.value) ORDER BY t.key)
   FROM experiment_tags t WHERE t.experiment_id = e.experiment_id) AS tags`;

/** The experiment as MLflow's `Experiment` message. Everything is in the one workspace that MLflow calls `default`. */
export function experimentReply(row: ExperimentRow): Record<string, unknown> {
  return {
    experiment_id: String(row.experiment_id),
    name: row.name,
    artifact_location: row.artifact_location,
    lifecycle_stage: row.deleted_ms === null ? 'active' : 'deleted',
    last_update_time: int64ToJson(row.updated_ms),
    creation_time: int64ToJson(row.created_ms),
    ...(row.tags ? { tags: row.tags.map(([key, value]) => ({ key, value })) } : {}),
    workspace: 'default',
  };
}
