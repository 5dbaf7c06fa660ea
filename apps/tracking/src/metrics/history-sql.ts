/**
 * Histories are written as JSON by the database and passed on as they come. NaN counts as 0 in MLflow's orders, behind a 0 that is
 * really there, so `value` alone does not order points.
 */
const BY_VALUE = `CASE WHEN p.value = 'NaN' THEN 0 ELSE p.value END, p.value = 'NaN'`;
const VALUE = `CASE WHEN p.value = 'NaN' THEN $nan$"NaN"$nan$ ELSE p.value::text END`;

function point(key: string, value: string, runId = ''): string {
  return `'{"key":' || ${key} || ',"value":' || ${value} || ',"timestamp":' || p.timestamp_ms || ',"step":' || p.step${runId} || '}'`;
}

const OF_SERIES =
  'p.series_id = (SELECT s.series_id FROM metric_series s WHERE s.run_id = $1 AND s.key = $2)';
const NUMBERED_PAGE = `
  SELECT ${point('to_json($2::text)::text', VALUE)} AS json, p.timestamp_ms, p.step, p.value,
    row_number() OVER (ORDER BY p.timestamp_ms, p.step, ${BY_VALUE}) AS n
  FROM metric_points p WHERE ${OF_SERIES}`;

/** $1 run, $2 key, $3 offset, $4 page size: one row with the page's points as text (null when there are none) and whether more follow. */
export const PAGE_BY_OFFSET = `
WITH page AS MATERIALIZED (${NUMBERED_PAGE} ORDER BY n OFFSET $3 LIMIT $4::int8 + 1)
SELECT string_agg(json, ',' ORDER BY n) FILTER (WHERE n <= $3::int8 + $4::int8) AS points, count(*) > $4::int8 AS more FROM page`;

/** $1 run, $2 key, $3 page size, $4 to $6 the point to go on behind: its time, step and value. Also yields the last point of the page. */
export const PAGE_BEHIND = `
WITH page AS MATERIALIZED (${NUMBERED_PAGE}
  AND (p.timestamp_ms, p.step) >= ($4::int8, $5::int8)
  AND (p.timestamp_ms, p.step, ${BY_VALUE})
    > ($4::int8, $5::int8, CASE WHEN $6::float8 = 'NaN' THEN 0 ELSE $6::float8 END, $6::float8 = 'NaN')
  ORDER BY n LIMIT $3)
SELECT string_agg(json, ',' ORDER BY n) AS points, count(*) AS count, max(last.timestamp_ms) AS timestamp_ms,
  max(last.step) AS step, max(last.value) AS value
FROM page LEFT JOIN (SELECT page.n AS last_n, page.timestamp_ms, page.step, page.value FROM page ORDER BY n DESC LIMIT 1) AS last
  ON last.last_n = page.n`;

const RUN_ID = `|| ',"run_id":"' || replace(s.run_id::text, '-', '') || '"'`;

/** $1 runs, $2 key, $3 limit: the points of several runs, in the order of their ids. Here a NaN is written bare, as MLflow does. */
export const BULK = `
SELECT string_agg(json, ',' ORDER BY run_id, n) AS points
FROM (
  SELECT ${point('to_json($2::text)::text', 'p.value::text', RUN_ID)} AS json, s.run_id,
    row_number() OVER (ORDER BY s.run_id, p.timestamp_ms, p.step, ${BY_VALUE}) AS n
  FROM metric_series s JOIN metric_points p ON p.series_id = s.series_id
  WHERE s.run_id = ANY ($1::uuid[]) AND s.key = $2
  ORDER BY n LIMIT $3) AS page`;

/**
 * $1 runs, $2 key, $3 how many points of each, $4 and $5 the first and last step or null: points at even distances, always with the
 * last. MLflow deals the rows into $3 equal buckets and takes each bucket's first, with the very last in place of the last bucket's.
 */
export const SAMPLE = `
SELECT string_agg(sampled.json, ',' ORDER BY asked.position, sampled.n) AS points
FROM unnest($1::uuid[]) WITH ORDINALITY AS asked(run_id, position),
LATERAL (
  SELECT ${point('to_json($2::text)::text', VALUE, RUN_ID)} AS json, p.n
  FROM metric_series s, LATERAL (
    SELECT p.*, row_number() OVER (ORDER BY p.step, p.timestamp_ms, ${BY_VALUE}) AS n, count(*) OVER () AS total
    FROM metric_points p
    WHERE p.series_id = s.series_id AND ($4::int8 IS NULL OR p.step BETWEEN $4::int8 AND $5::int8)) AS p
  WHERE s.run_id = asked.run_id AND s.key = $2 AND (
    p.total <= $3::int8 OR p.n = p.total OR CASE
      WHEN p.n <= (p.total % $3::int8) * (p.total / $3::int8 + 1) THEN
        (p.n - 1) % (p.total / $3::int8 + 1) = 0 AND (p.n - 1) / (p.total / $3::int8 + 1) < $3::int8 - 1
      ELSE
        (p.n - 1 - (p.total % $3::int8) * (p.total / $3::int8 + 1)) % (p.total / $3::int8) = 0
        AND (p.n - 1 - (p.total % $3::int8) * (p.total / $3::int8 + 1)) / (p.total / $3::int8) + p.total % $3::int8 < $3::int8 - 1
      END)) AS sampled`;
