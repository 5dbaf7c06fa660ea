import { TOKEN_USAGE } from '../traces/trace-keys.ts';

export type View = 'TRACES' | 'SPANS' | 'ASSESSMENTS';
export type Aggregation = 'COUNT' | 'SUM' | 'AVG' | 'PERCENTILE' | 'MIN' | 'MAX';

/** A metric that MLflow knows, over `t` (traces), `s` (spans) or `a` (assessments). */
export interface Metric {
  /** SQL of what is aggregated; rows where it is NULL do not count. */
  readonly value: string;
  readonly aggregations: readonly Aggregation[];
  readonly dimensions: readonly string[];
  /** Its range of time is that of the spans, not of their traces. */
  readonly bySpanTime?: boolean;
}

const COUNT: readonly Aggregation[] = ['COUNT'];
const SIZES: readonly Aggregation[] = ['AVG', 'MIN', 'MAX', 'PERCENTILE'];
const SUMS: readonly Aggregation[] = ['SUM', ...SIZES];

const tokens = (key: string): Metric => ({
  value: `(SELECT (m.value::json ->> '${key}')::float8 FROM trace_metadata m
           WHERE m.trace_id = t.trace_id AND m.key = '${TOKEN_USAGE}')`,
  aggregations: SUMS,
  dimensions: ['trace_name'],
});

/** An attribute of a span: JSON text in the span's JSON. */
const attribute = (key: string): string => `(s.content::json -> 'attributes' ->> '${key}')`;

const cost = (key: string): Metric => ({
  value: `(CASE WHEN ${attribute('mlflow.llm.cost')} IS JSON OBJECT
           THEN (${attribute('mlflow.llm.cost')}::json ->> '${key}')::float8 END)`,
  aggregations: SUMS,
  dimensions: ['span_model_name', 'span_model_provider'],
  bySpanTime: true,
});

const SESSION_ID = `(SELECT m.value FROM trace_metadata m WHERE m.trace_id = t.trace_id AND m.key = 'mlflow.trace.session')`;

// As MLflow scores an assessment: true and "yes" are 1, false and "no" 0, and numbers what they are.
const SCORE = `(CASE
  WHEN a.value = 'true' OR a.value ~* '^"\\s*yes\\s*"$' THEN 1
  WHEN a.value = 'false' OR a.value ~* '^"\\s*no\\s*"$' THEN 0
  WHEN a.value ~ '^-?[0-9]' AND pg_input_is_valid(a.value, 'float8') THEN a.value::float8 END)`;

export const VIEWS: Readonly<Record<View, Readonly<Record<string, Metric>>>> = {
  TRACES: {
    trace_count: { value: 't.trace_id', aggregations: COUNT, dimensions: ['trace_name', 'trace_status'] },
    session_count: { value: `DISTINCT ${SESSION_ID}`, aggregations: COUNT, dimensions: [] },
    latency: { value: 't.execution_ms', aggregations: SIZES, dimensions: ['trace_name'] },
    input_tokens: tokens('input_tokens'),
    output_tokens: tokens('output_tokens'),
    total_tokens: tokens('total_tokens'),
    cache_read_input_tokens: tokens('cache_read_input_tokens'),
    cache_creation_input_tokens: tokens('cache_creation_input_tokens'),
  },
  SPANS: {
    span_count: {
      value: 's.span_id',
      aggregations: COUNT,
      dimensions: ['span_name', 'span_type', 'span_status', 'span_model_name', 'span_model_provider'],
    },
    latency: {
      value: 'floor((s.end_ns - s.start_ns) / 1000000)',
      aggregations: SIZES,
      dimensions: ['span_name', 'span_status'],
    },
    input_cost: cost('input_cost'),
    output_cost: cost('output_cost'),
    total_cost: cost('total_cost'),
  },
  ASSESSMENTS: {
    assessment_count: {
      value: 'a.assessment_id',
      aggregations: COUNT,
      dimensions: ['assessment_name', 'assessment_value'],
    },
    assessment_value: { value: SCORE, aggregations: SIZES, dimensions: ['assessment_name'] },
  },
};

const named = (key: string): string =>
  `(CASE WHEN ${attribute(key)} IS JSON SCALAR AND json_typeof(${attribute(key)}::json) = 'string'
    THEN left(${attribute(key)}::json #>> '{}', 500) END)`;

/** SQL of what metrics are grouped by. */
export const DIMENSIONS: Readonly<Record<string, string>> = {
  trace_name: `(SELECT g.value FROM trace_tags g WHERE g.trace_id = t.trace_id AND g.key = 'mlflow.traceName')`,
  trace_status: 't.state',
  span_name: 's.name',
  span_type: 's.type',
  span_status: 's.status',
  span_model_name: named('mlflow.llm.model'),
  span_model_provider: named('mlflow.llm.provider'),
  assessment_name: 'a.name',
  assessment_value: 'a.value',
};
