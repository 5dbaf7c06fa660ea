import { INT64_MAX, INT64_MIN } from '@millrace/contracts/wire/int64';
import type { PointRange, Series } from './series-points.ts';

/** What is read of a series next: of a range of its points those behind the last that was read. */
export interface Page {
  readonly series: Series;
  readonly range: PointRange;
  readonly behind:
    { readonly timestampMs: bigint; readonly step: bigint; readonly value: number } | undefined;
}

/**
 * The query for a page of each of several series: a row for each, with its place in the list, and its times, steps and values as
 * arrays (null when it has none). The index holds whole points in this order, so nothing is sorted and no table is read.
 * Every value in the text is a number that is formatted here: COPY takes no parameters.
 */
export function seriesPointsSql(pages: readonly Page[], size: number): string {
  const rows = pages.map(({ series, range, behind }, index) => {
    const from = behind?.timestampMs ?? clampInt64(range.fromMs, INT64_MIN, Math.ceil);
    const step = behind?.step ?? INT64_MIN;
    const value = behind ? float(behind.value) : float(-Infinity);
    const bounds = [
      clampInt64(range.toMs, INT64_MAX, Math.floor),
      clampInt64(range.fromStep, INT64_MIN, Math.ceil),
      clampInt64(range.toStep, INT64_MAX, Math.floor),
    ];
    return `(${[index, ...[series.seriesId, from, step].map(int8), value, ...bounds.map(int8)].join(', ')})`;
  });
  return `
SELECT s.n, page.times, page.steps, page.vals
FROM (VALUES ${rows.join(', ')}) AS s(n, id, from_ms, behind_step, behind_value, to_ms, from_step, to_step),
LATERAL (
  SELECT array_agg(p.timestamp_ms) AS times, array_agg(p.step) AS steps, array_agg(p.value) AS vals
  FROM (
    SELECT p.timestamp_ms, p.step, p.value FROM metric_points p
    WHERE p.series_id = s.id${conditions(pages)}
    ORDER BY p.timestamp_ms, p.step, p.value LIMIT ${size}) AS p) AS page`;
}

/** What bounds none of the pages is left out: each condition is checked for every point, which takes a third of the time. */
function conditions(pages: readonly Page[]): string {
  const has = (...bounds: (keyof PointRange)[]): boolean =>
    pages.some(({ range }) => bounds.some((bound) => range[bound] !== undefined));
  const isBehind = pages.some(({ behind }) => behind !== undefined);
  return [
    (isBehind || has('fromMs')) && 'p.timestamp_ms >= s.from_ms',
    has('toMs') && 'p.timestamp_ms <= s.to_ms',
    has('fromStep', 'toStep') && 'p.step BETWEEN s.from_step AND s.to_step',
    isBehind && '(p.timestamp_ms, p.step, p.value) > (s.from_ms, s.behind_step, s.behind_value)',
  ]
    .map((condition) => (condition === false ? '' : ` AND ${condition}`))
    .join('');
}

function int8(value: number | bigint): string {
  return `'${BigInt(value)}'::int8`;
}

function float(value: number): string {
  return `'${value}'::float8`;
}

function clampInt64(bound: number | undefined, otherwise: bigint, round: (value: number) => number): bigint {
  if (bound === undefined) return otherwise;
  const rounded = round(bound);
  if (rounded >= Number(INT64_MAX)) return INT64_MAX;
  return rounded <= Number(INT64_MIN) ? INT64_MIN : BigInt(rounded);
}
