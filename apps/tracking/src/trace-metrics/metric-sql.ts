import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import type { TraceMetricFilter } from '@millrace/search/entities/trace-metric';
import type { Parameters } from '@millrace/search/sql/parameters';
import { scopeSql } from '../traces/search-traces.service.ts';
import type { AggregationQuery, MetricQuery } from './metric-query.ts';
import { DIMENSIONS } from './metric-views.ts';

const SOURCES = {
  TRACES: 'traces t',
  SPANS: 'traces t JOIN spans s ON s.trace_id = t.trace_id',
  ASSESSMENTS: 'traces t JOIN assessments a ON a.trace_id = t.trace_id AND a.valid',
};

/** The statement of a query: `bucket` (a time in ms) if it is by time, `d1`, `d2`, … by dimension, and `v1`, `v2`, … */
export function metricSql(query: MetricQuery, parameters: Parameters): string {
  const { view, metric, intervalSeconds } = query;
  const groups = query.dimensions.map((dimension, index) => ({
    name: `d${index + 1}`,
    sql: `${DIMENSIONS[dimension]} COLLATE "C"`,
  }));
  if (intervalSeconds) {
    const size = parameters.add(String(intervalSeconds), 'numeric');
    const seconds = view === 'SPANS' ? 's.start_ns / 1000000000.0' : 't.timestamp_ms / 1000.0';
    groups.unshift({ name: 'bucket', sql: `(floor(${seconds} / ${size}) * ${size} * 1000)::float8` });
  }
  const values = query.aggregations.map(
    (each, index) => `${aggregateSql(each, metric.value)} AS v${index + 1}`,
  );
  const conditions = [
    scopeSql(query.experimentIds, parameters)('t'),
    ...timeSql(query, parameters),
    ...query.filters.map((filter) => filterSql(filter, parameters)),
    ...groups.map(({ sql }) => `${sql} IS NOT NULL`),
  ];
  if (!metric.value.startsWith('DISTINCT')) conditions.push(`${metric.value} IS NOT NULL`);
  const names = groups.map((_, index) => index + 1).join(', ');
  const grouping = groups.length > 0 ? `GROUP BY ${names} ORDER BY ${names}` : '';
  return `SELECT ${[...groups.map(({ name, sql }) => `${sql} AS ${name}`), ...values].join(', ')}
    FROM ${SOURCES[view]} WHERE ${conditions.join(' AND ')} ${grouping}
    LIMIT ${parameters.add(query.maxResults, 'int')}`;
}

function aggregateSql({ aggregation, percentile }: AggregationQuery, value: string): string {
  if (aggregation === 'PERCENTILE')
    return `percentile_cont(${percentile / 100}) WITHIN GROUP (ORDER BY (${value})::float8)`;
  return `${aggregation}(${value})::float8`;
}

function timeSql({ view, metric, start, end }: MetricQuery, parameters: Parameters): string[] {
  const column = view === 'SPANS' && metric.bySpanTime ? 'floor(s.start_ns / 1000000)' : 't.timestamp_ms';
  return [
    ...(start === undefined ? [] : [`${column} >= ${parameters.add(String(start), 'bigint')}`]),
    ...(end === undefined ? [] : [`${column} <= ${parameters.add(String(end), 'bigint')}`]),
  ];
}

const COLUMNS: Readonly<Record<string, string>> = {
  'trace.status': 't.state',
  'span.name': 's.name',
  'span.status': 's.status',
  'span.type': 's.type',
  'assessment.name': 'a.name',
  'assessment.type': 'a.kind',
};

function filterSql({ view, entity, key, value }: TraceMetricFilter, parameters: Parameters): string {
  const column = COLUMNS[`${view}.${entity}`];
  if (column !== undefined) return `${column} = ${parameters.add(value)}`;
  const table = entity === 'tag' ? 'trace_tags' : 'trace_metadata';
  const own = `EXISTS (SELECT FROM ${table} k WHERE k.trace_id = t.trace_id AND k.key = ${parameters.add(key)}
    AND k.value = ${parameters.add(value)})`;
  const uuid = entity === 'metadata' && key === 'mlflow.sourceRun' ? runIdToUuid(value) : undefined;
  if (uuid === undefined) return own;
  // Traces may also be linked to the run later on.
  return `(${own} OR EXISTS (SELECT FROM trace_runs r WHERE r.trace_id = t.trace_id AND r.run_id = ${parameters.add(uuid)}))`;
}
