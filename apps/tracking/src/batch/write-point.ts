import type { Writer } from '@millrace/database/writer';
import { KEEP_LATEST } from './latest-point.ts';
import type { MetricPoint, RunWrite, RunWriteResult } from './run-write.ts';

// As `writePoints`, for one point: without arrays to join, PostgreSQL needs half the time.
const SQL = `
WITH run AS MATERIALIZED (
  UPDATE runs r SET revision = r.revision + 1 WHERE r.run_id = $1::uuid AND r.deleted_ms IS NULL RETURNING r.experiment_id),
series AS (
  INSERT INTO metric_series AS s (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
  SELECT $1::uuid, $2::text, $3::float8, $4::int8, $5::int8, run.experiment_id FROM run
  ${KEEP_LATEST}
  RETURNING series_id),
point AS (
  INSERT INTO metric_points (series_id, timestamp_ms, step, value)
  SELECT series.series_id, $5::int8, $4::int8, $3::float8 FROM series
  ON CONFLICT DO NOTHING)
SELECT (SELECT r.deleted_ms IS NOT NULL FROM runs r WHERE r.run_id = $1::uuid) AS deleted
WHERE NOT EXISTS (SELECT FROM run)`;

/** Whether a group is one write of one point and nothing else: a client that logs by itself. */
export function isOnePoint(writes: readonly RunWrite[]): boolean {
  return writes.length === 1 && writes[0]?.points.length === 1;
}

/** Writes the only point of a group; the group must hold nothing else. */
export async function writePoint(
  writer: Pick<Writer, 'run'>,
  [write]: readonly RunWrite[],
): Promise<readonly RunWriteResult[]> {
  const { runId, points } = write as RunWrite;
  const point = points[0] as MetricPoint;
  const [refused] = await writer.run<{ deleted: boolean | null }>('write-point', SQL, [
    runId,
    point.key,
    point.value,
    point.step.toString(),
    point.timestampMs.toString(),
  ]);
  if (!refused) return ['written'];
  return [refused.deleted === true ? 'run-deleted' : 'run-missing'];
}
