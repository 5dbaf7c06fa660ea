import { compareInt64 } from '@millrace/contracts/wire/int64';
import type { MetricPoint } from './run-write.ts';

/** Whether a point takes the place of the latest one: by step, then time, then value, where NaN counts as 0 as in MLflow. */
export function isLater(point: MetricPoint, latest: MetricPoint): boolean {
  return (
    (compareInt64(point.step, latest.step) ||
      compareInt64(point.timestampMs, latest.timestampMs) ||
      comparable(point.value) - comparable(latest.value)) > 0
  );
}

function comparable(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

// The same rule in SQL, between the row that is there (s) and the one that was to be inserted.
const IS_LATER = `(excluded.latest_step, excluded.latest_timestamp_ms, CASE WHEN excluded.latest_value = 'NaN' THEN 0 ELSE excluded.latest_value END)
    > (s.latest_step, s.latest_timestamp_ms, CASE WHEN s.latest_value = 'NaN' THEN 0 ELSE s.latest_value END)`;

/** For `INSERT INTO metric_series AS s`: the row keeps what it has unless the new point is later. */
export const KEEP_LATEST = `ON CONFLICT (run_id, key) DO UPDATE SET
    latest_value = CASE WHEN ${IS_LATER} THEN excluded.latest_value ELSE s.latest_value END,
    latest_step = CASE WHEN ${IS_LATER} THEN excluded.latest_step ELSE s.latest_step END,
    latest_timestamp_ms = CASE WHEN ${IS_LATER} THEN excluded.latest_timestamp_ms ELSE s.latest_timestamp_ms END`;
