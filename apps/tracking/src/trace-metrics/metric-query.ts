import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import type { QueryTraceMetrics } from '@millrace/contracts/tracking/traces';
import type { MessageOf } from '@millrace/contracts/wire/field';
import type { Int64 } from '@millrace/contracts/wire/int64';
import { pythonFloat } from '@millrace/contracts/wire/python-text';
import { parseTraceMetricFilter, type TraceMetricFilter } from '@millrace/search/entities/trace-metric';
import { type Aggregation, type Metric, type View, VIEWS } from './metric-views.ts';

export interface AggregationQuery {
  /** As the answer calls it: `COUNT`, or `P50.0`. */
  readonly name: string;
  readonly aggregation: Aggregation;
  /** From 0 to 100, where it is a percentile. */
  readonly percentile: number;
}

export interface MetricQuery {
  readonly experimentIds: readonly string[];
  readonly view: View;
  readonly name: string;
  readonly metric: Metric;
  readonly aggregations: readonly AggregationQuery[];
  readonly dimensions: readonly string[];
  readonly filters: readonly TraceMetricFilter[];
  readonly intervalSeconds: Int64 | undefined;
  readonly start: Int64 | undefined;
  readonly end: Int64 | undefined;
  readonly maxResults: number;
}

const MOST_RESULTS = 50_000;
/** Each is a column or a condition of the statement. */
const MOST_PARTS = 100;

/** Checks a request in the order in which MLflow does. Throws INVALID_PARAMETER_VALUE, in MLflow's words where it has some. */
export function readMetricQuery(request: MessageOf<typeof QueryTraceMetrics>): MetricQuery {
  const { view_type: view = 'TRACES', metric_name: name = '', dimensions, max_results = 1000 } = request;
  for (const [field, list] of Object.entries({
    aggregations: request.aggregations,
    dimensions,
    filters: request.filters,
  }))
    if (list.length > MOST_PARTS)
      throw invalidParameter(`'${field}' has ${list.length} items; at most ${MOST_PARTS} are taken.`);
  const aggregations = request.aggregations.map(readAggregation);
  const metric = readMetric(view, name);
  require(aggregations.map(
    ({ aggregation }) => aggregation,
  ), metric.aggregations, 'aggregation_type', 'aggregation types');
  require(dimensions, metric.dimensions, 'dimension', 'dimensions');
  const { time_interval_seconds: intervalSeconds, start_time_ms: start, end_time_ms: end } = request;
  if (intervalSeconds && (start === undefined || end === undefined))
    throw invalidParameter('start_time_ms and end_time_ms are required if time_interval_seconds is set');
  if (intervalSeconds && intervalSeconds < 0)
    throw invalidParameter(`time_interval_seconds must be positive, got ${intervalSeconds}.`);
  if (aggregations.length === 0 && dimensions.length === 0 && !intervalSeconds)
    throw new MlflowError('BAD_REQUEST', 'Query contains no columns with which to SELECT from.');
  if (max_results < 0) throw invalidParameter(`max_results must not be negative, got ${max_results}.`);
  const filters = request.filters.map((filter) => readFilter(filter, view));
  const distinct = new Map(aggregations.map((each) => [each.name, each]));
  return {
    experimentIds: request.experiment_ids,
    view,
    name,
    metric,
    aggregations: [...distinct.values()],
    dimensions: [...new Set(dimensions)],
    filters,
    intervalSeconds: intervalSeconds || undefined,
    start,
    end,
    maxResults: Math.min(max_results, MOST_RESULTS),
  };
}

function readAggregation({
  aggregation_type: aggregation = 'COUNT',
  percentile_value: percentile,
}: MessageOf<typeof QueryTraceMetrics>['aggregations'][number]): AggregationQuery {
  const isPercentile = aggregation === 'PERCENTILE';
  if (isPercentile !== (percentile !== undefined))
    throw invalidParameter(
      `percentile_value is required for PERCENTILE, and for nothing else, got ${aggregation}.`,
    );
  if (isPercentile && !(percentile! >= 0 && percentile! <= 100))
    throw invalidParameter(`Percentile value must be between 0 and 100, got ${percentile}`);
  return {
    name: isPercentile ? `P${pythonFloat(percentile!)}` : aggregation,
    aggregation,
    percentile: percentile ?? 0,
  };
}

function readMetric(view: View, name: string): Metric {
  const metrics = VIEWS[view];
  const metric = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  if (!metric)
    throw invalidParameter(`metric_name must be one of ${reprList(Object.keys(metrics))}, got '${name}'`);
  return metric;
}

function require(given: readonly string[], known: readonly string[], what: string, plural: string): void {
  const wrong = [...new Set(given)].filter((each) => !known.includes(each)).toSorted();
  if (wrong.length > 0)
    throw invalidParameter(
      `Found invalid ${what}(s): ${reprList(wrong)}. Supported ${plural}: ${reprList(known.toSorted())}`,
    );
}

function readFilter(text: string, view: View): TraceMetricFilter {
  const filter = parseTraceMetricFilter(text);
  const home = { trace: view, span: 'SPANS', assessment: 'ASSESSMENTS' }[filter.view];
  if (home !== view)
    throw invalidParameter(
      `Filtering by ${filter.view} is only supported for ${home} view type, got ${view}`,
    );
  return filter;
}

function reprList(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(', ')}]`;
}
