import { float8Array, int4Array, int8Array, textArray, uuidArray } from '@millrace/database/binary-array';
import type { Writer } from '@millrace/database/writer';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { isUniqueViolation } from '@millrace/database/sql-state';
import { type LastPoints, seriesName } from './last-points.ts';
import { isLater, KEEP_LATEST } from './latest-point.ts';
import type { MetricPoint, RunWrite, RunWriteResult } from './run-write.ts';

// The latest values ($1 to $5, a row for each series) and the points ($6 to $9, which series each belongs to) in one statement.
// Runs are locked in the order in which the index is read, then series in the order of their keys, so that groups of several
// processes cannot deadlock. To look for a point that is there already takes PostgreSQL as long as to write it.
const sql = (known: 'new' | 'perhaps there'): string => `
WITH run AS MATERIALIZED (
  UPDATE runs r SET revision = r.revision + 1
  WHERE r.run_id = ANY ($10::uuid[]) AND r.deleted_ms IS NULL RETURNING r.run_id, r.experiment_id),
series AS (
  INSERT INTO metric_series AS s (run_id, key, latest_value, latest_step, latest_timestamp_ms, experiment_id)
  SELECT b.run_id, b.key, b.value, b.step, b.timestamp_ms, run.experiment_id
  FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::int8[], $5::int8[]) AS b(run_id, key, value, step, timestamp_ms)
  JOIN run ON run.run_id = b.run_id
  ORDER BY b.run_id, b.key
  ${KEEP_LATEST}
  RETURNING series_id, run_id, key),
points AS (
  INSERT INTO metric_points (series_id, timestamp_ms, step, value)
  SELECT s.series_id, p.timestamp_ms, p.step, p.value
  FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS b(run_id, key, n)
  JOIN series s ON s.run_id = b.run_id AND s.key = b.key
  JOIN unnest($6::int[], $7::int8[], $8::int8[], $9::float8[]) AS p(n, timestamp_ms, step, value) ON p.n = b.n::int
  ${known === 'new' ? '' : 'ON CONFLICT DO NOTHING'})
SELECT q.run_id, (SELECT r.deleted_ms IS NOT NULL FROM runs r WHERE r.run_id = q.run_id) AS deleted
FROM unnest($10::uuid[]) AS q(run_id)
WHERE NOT EXISTS (SELECT FROM run WHERE run.run_id = q.run_id)`;
const SQL = sql('perhaps there');
const SQL_OF_NEW = sql('new');

interface Refused {
  readonly run_id: string;
  /** Null when there is no such run. */
  readonly deleted: boolean | null;
}

/**
 * Writes the metric points of a group, and each series' latest value. The group's writes must hold nothing else. With what was
 * written last, points that come after it are taken for new; not for use in a transaction, which an error of that would end.
 */
export async function writePoints(
  writer: Pick<Writer, 'run'>,
  writes: readonly RunWrite[],
  last?: LastPoints,
): Promise<readonly RunWriteResult[]> {
  const group = gather(writes, last);
  const refused = await writeGroup(writer, group, last);
  if (refused.length === 0) return writes.map(() => 'written');
  const why = new Map(refused.map((row) => [row.run_id.replaceAll('-', ''), row.deleted]));
  return writes.map(({ runId }) =>
    !why.has(runId) ? 'written' : why.get(runId) === true ? 'run-deleted' : 'run-missing',
  );
}

async function writeGroup(
  writer: Pick<Writer, 'run'>,
  group: PointGroup,
  last: LastPoints | undefined,
): Promise<readonly Refused[]> {
  const values = [
    uuidArray(group.series.map((series) => series.runId)),
    textArray(group.series.map((series) => series.latest.key)),
    float8Array(group.series.map((series) => series.latest.value)),
    int8Array(group.series.map((series) => series.latest.step)),
    int8Array(group.series.map((series) => series.latest.timestampMs)),
    int4Array(group.seriesOfPoint),
    int8Array(group.timesMs),
    int8Array(group.steps),
    float8Array(group.values),
    uuidArray([...group.runIds]),
  ];
  if (last !== undefined && group.isNew)
    try {
      const refused = await writer.run<Refused>('write-new-points', SQL_OF_NEW, values);
      for (const { name, latest } of group.series) last.remember(name, latest);
      return refused;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // Another process wrote them, or this one before it started anew.
      for (const { name } of group.series) last.mistrust(name);
    }
  const refused = await writer.run<Refused>('write-points', SQL, values);
  for (const { name, latest } of group.series) last?.remember(name, latest);
  return refused;
}

interface Series {
  /** Of all series: run and key. */
  readonly name: string;
  readonly runId: string;
  readonly number: number;
  latest: MetricPoint;
}

interface PointGroup {
  /** Whether each point comes after those of its series before it, as far as is known. */
  isNew: boolean;
  readonly runIds: Set<string>;
  readonly series: Series[];
  readonly seriesOfPoint: number[];
  readonly timesMs: Int64[];
  readonly steps: Int64[];
  readonly values: number[];
}

function gather(writes: readonly RunWrite[], last: LastPoints | undefined): PointGroup {
  const group: PointGroup = {
    isNew: last !== undefined,
    runIds: new Set(),
    series: [],
    seriesOfPoint: [],
    timesMs: [],
    steps: [],
    values: [],
  };
  const known = new Map<string, Series>();
  for (const { runId, points } of writes) {
    group.runIds.add(runId);
    for (const point of points) {
      const name = seriesName(runId, point);
      let series = known.get(name);
      if (series === undefined) {
        series = { name, runId, number: group.series.length + 1, latest: point };
        known.set(name, series);
        group.series.push(series);
        if (group.isNew) group.isNew = last?.isAfter(name, point) ?? false;
      } else if (isLater(point, series.latest)) series.latest = point;
      else group.isNew = false;
      group.seriesOfPoint.push(series.number);
      group.timesMs.push(point.timestampMs);
      group.steps.push(point.step);
      group.values.push(point.value);
    }
  }
  return group;
}
