import { fiveTraces, otlpTrace, startTrace } from '../../harness/fixtures/traces.ts';
import { probeFields } from '../../harness/probes.ts';
import { scenario, type Json, type JsonObject, type Step, type StepOptions } from '../../harness/scenario.ts';
import { experiment, run } from '../../harness/setup.ts';
import { post, v3 } from '../../harness/steps.ts';

const METRICS = v3('traces/metrics');
const count = [{ aggregation_type: 'COUNT' }];
const sizes: JsonObject[] = [
  { aggregation_type: 'AVG' },
  { aggregation_type: 'MIN' },
  { aggregation_type: 'MAX' },
  { aggregation_type: 'PERCENTILE', percentile_value: 50 },
  { aggregation_type: 'PERCENTILE', percentile_value: 99.9 },
];
const sums: JsonObject[] = [{ aggregation_type: 'SUM' }, ...sizes];

const query = (
  view: string,
  metric: string,
  aggregations: Json,
  rest: JsonObject = {},
  options: StepOptions = {},
): Step =>
  post(
    METRICS,
    { experiment_ids: ['{{exp}}'], view_type: view, metric_name: metric, aggregations, ...rest },
    { label: `${view} ${metric} ${JSON.stringify(rest)}`, ...options },
  );

const traces = (rest: JsonObject, options: StepOptions = {}): Step =>
  query('TRACES', 'trace_count', count, rest, options);
const filtered = (filter: string, view = 'TRACES', metric = 'trace_count'): Step =>
  query(view, metric, count, { filters: [filter] });

const feedback = (trace: string, name: string, value: Json): Step =>
  post(
    v3(`traces/tr-{{uid}}-${trace}/assessments`),
    {
      assessment: {
        assessment_name: name,
        source: { source_type: 'HUMAN', source_id: 'ada' },
        feedback: { value },
      },
    },
    { label: `${name} of ${trace}: ${JSON.stringify(value)}` },
  );

const usage = (input: number, output: number): string =>
  JSON.stringify({ input_tokens: input, output_tokens: output, total_tokens: input + output });

const week = { start_time_ms: 1_599_900_000_000, end_time_ms: 1_600_100_000_000 };

export default [
  scenario(
    'metrics of traces',
    fiveTraces,
    startTrace('zeta', {
      request_time: '2020-09-13T13:59:59.999Z',
      tags: { 'mlflow.traceName': 'chat' },
      trace_metadata: { 'mlflow.trace.session': 's1', 'mlflow.trace.tokenUsage': usage(10, 4) },
    }),
    startTrace('eta', {
      request_time: '2020-09-13T14:00:00Z',
      tags: { 'mlflow.traceName': 'chat' },
      trace_metadata: {
        'mlflow.trace.session': 's1',
        'mlflow.trace.tokenUsage': '{"input_tokens": 3, "output_tokens": "x", "cache_read_input_tokens": 2}',
      },
    }),
    traces({}),
    traces({ dimensions: ['trace_name'] }),
    traces({ dimensions: ['trace_status'] }),
    traces({ dimensions: ['trace_status', 'trace_name'] }),
    traces({ dimensions: ['trace_name', 'trace_name'] }),
    query('TRACES', 'session_count', count),
    query('TRACES', 'latency', sizes),
    query('TRACES', 'latency', sizes, { dimensions: ['trace_name'] }),
    [
      'input_tokens',
      'output_tokens',
      'total_tokens',
      'cache_read_input_tokens',
      'cache_creation_input_tokens',
    ].map((metric) => query('TRACES', metric, sums, { dimensions: ['trace_name'] })),
    traces({ ...week, time_interval_seconds: 3600 }),
    traces({ ...week, time_interval_seconds: 86_400, dimensions: ['trace_name'] }),
    traces({ ...week, time_interval_seconds: 7 }),
    traces({ time_interval_seconds: 3600 }),
    traces({ time_interval_seconds: 0 }),
    traces({ start_time_ms: 1_600_000_002_000 }),
    traces({ end_time_ms: 1_600_000_002_000 }),
    traces({ start_time_ms: 1_600_000_002_000, end_time_ms: 1_600_000_003_000 }),
    traces({ start_time_ms: '9223372036854775807' }),
    traces({ max_results: 1, dimensions: ['trace_name'] }),
    traces({ max_results: 0 }),
    traces({ page_token: 'anything' }),
    query('TRACES', 'trace_count', [...count, ...count]),
    query('TRACES', 'trace_count', []),
    query('TRACES', 'trace_count', [], { dimensions: ['trace_name'] }),
    query('TRACES', 'trace_count', [{}]),
    query('TRACES', 'trace_count', [{ aggregation_type: 'nosuch' }]),
    query('nosuch', 'trace_count', count),
    query('TRACES', 'latency', count),
    query('TRACES', 'latency', [{ aggregation_type: 'SUM' }, { aggregation_type: 'COUNT' }]),
    query('TRACES', 'nosuch', count),
    query('TRACES', 'span_count', count),
    [-1, 0, 100, 101].map((percentile_value) =>
      query(
        'TRACES',
        'latency',
        [{ aggregation_type: 'PERCENTILE', percentile_value }],
        {},
        { label: `percentile ${percentile_value}` },
      ),
    ),
    query('TRACES', 'latency', [{ aggregation_type: 'PERCENTILE' }], {}, { label: 'no percentile' }),
    query(
      'TRACES',
      'latency',
      [{ aggregation_type: 'AVG', percentile_value: 5 }],
      {},
      { label: 'percentile of AVG' },
    ),
    traces({ dimensions: ['nosuch', 'another'] }),
    traces({ dimensions: ['span_name'] }),
    post(
      METRICS,
      { experiment_ids: ['99999999'], view_type: 'TRACES', metric_name: 'trace_count', aggregations: count },
      { label: 'unknown experiment' },
    ),
    post(
      METRICS,
      { experiment_ids: ['x'], view_type: 'TRACES', metric_name: 'trace_count', aggregations: count },
      { label: 'no experiment id' },
    ),
    post(
      METRICS,
      { experiment_ids: [], view_type: 'TRACES', metric_name: 'trace_count', aggregations: count },
      { label: 'no experiments' },
    ),
  ),
  scenario(
    'filters of metrics',
    fiveTraces,
    run(),
    post('traces/link-to-run', { trace_ids: ['tr-{{uid}}-beta'], run_id: '{{run}}' }),
    startTrace('zeta', { trace_metadata: { 'mlflow.trace.session': 's1' } }),
    [
      "trace.status = 'OK'",
      'trace.status = "ERROR"',
      "trace.tag.team = 'red'",
      "trace.tag.`a.b` = 'dotted'",
      "trace.tag.a.b = 'dotted'",
      'trace.tag."a.b" = \'dotted\'',
      "trace.tag.`mlflow.traceName` = 'chat'",
      "trace.metadata.key = 'v1'",
      "trace.metadata.`mlflow.trace.session` = 's1'",
      "trace.metadata.`mlflow.sourceRun` = 'run1'",
      "trace.metadata.`mlflow.sourceRun` = '{{run}}'",
      "trace.tag.team = 'nosuch'",
      '',
      ' ',
      'nonsense',
      "trace.status != 'OK'",
      "trace.status LIKE 'O%'",
      'trace.status = OK',
      'trace.status = 5',
      "trace.status.key = 'OK'",
      "trace.tag = 'x'",
      "trace.metadata = 'x'",
      "trace.nosuch = 'x'",
      "nosuch.status = 'x'",
      "status = 'OK'",
      "`trace`.status = 'OK'",
      "Trace.status = 'OK'",
      "span.name = 'x'",
      "assessment.name = 'x'",
      "trace.status = 'OK' AND trace.status = 'OK'",
      "trace.status = 'OK' OR trace.status = 'OK'",
      "(trace.status = 'OK')",
      "trace.status = 'OK';",
      "trace.status = 'OK",
      "'OK' = trace.status",
    ].map((filter) => filtered(filter)),
    traces({ filters: ["trace.status = 'OK'", "trace.tag.team = 'red'"] }),
    filtered("span.name = 'x'", 'ASSESSMENTS', 'assessment_count'),
    filtered("assessment.name = 'x'", 'SPANS', 'span_count'),
    filtered("trace.status = 'OK'", 'SPANS', 'span_count'),
    filtered("trace.status = 'OK'", 'ASSESSMENTS', 'assessment_count'),
  ),
  scenario(
    'metrics of spans',
    experiment(),
    otlpTrace(),
    query('SPANS', 'span_count', count),
    ['span_name', 'span_type', 'span_status', 'span_model_name', 'span_model_provider'].map((dimension) =>
      query('SPANS', 'span_count', count, { dimensions: [dimension] }),
    ),
    query('SPANS', 'latency', sizes),
    query('SPANS', 'latency', sizes, { dimensions: ['span_name', 'span_status'] }),
    query('SPANS', 'latency', sizes, { ...week, time_interval_seconds: 3600 }),
    ['input_cost', 'output_cost', 'total_cost'].map((metric) => query('SPANS', metric, sums)),
    query('SPANS', 'span_count', count, { start_time_ms: 1_600_000_000_100 }),
    query('SPANS', 'span_count', count, { dimensions: ['trace_name'] }),
    [
      "span.name = 'child'",
      "span.type = 'TOOL'",
      "span.status = 'ERROR'",
      "span.nosuch = 'x'",
      "span.name.x = 'x'",
    ].map((filter) => filtered(filter, 'SPANS', 'span_count')),
  ),
  scenario(
    'metrics of assessments',
    fiveTraces,
    feedback('alpha', 'right', true),
    feedback('beta', 'right', false),
    feedback('alpha', 'score', 3),
    feedback('beta', 'score', 4.5),
    feedback('alpha', 'word', 'yes'),
    feedback('beta', 'word', ' No '),
    feedback('gamma', 'word', 'perhaps'),
    feedback('alpha', 'list', [1, 2]),
    query('ASSESSMENTS', 'assessment_count', count),
    query('ASSESSMENTS', 'assessment_count', count, { dimensions: ['assessment_name'] }),
    query('ASSESSMENTS', 'assessment_count', count, { dimensions: ['assessment_name', 'assessment_value'] }),
    query('ASSESSMENTS', 'assessment_value', sizes, { dimensions: ['assessment_name'] }),
    query('ASSESSMENTS', 'assessment_value', sizes, { ...week, time_interval_seconds: 3600 }),
    query('ASSESSMENTS', 'assessment_value', count),
    [
      "assessment.name = 'right'",
      "assessment.type = 'feedback'",
      "assessment.type = 'expectation'",
      "trace.tag.team = 'red'",
    ].map((filter) => filtered(filter, 'ASSESSMENTS', 'assessment_count')),
  ),
  scenario(
    'fields of metrics of traces',
    fiveTraces,
    probeFields(
      'POST',
      METRICS,
      () => ({
        experiment_ids: ['{{exp}}'],
        view_type: 'TRACES',
        metric_name: 'trace_count',
        aggregations: count,
      }),
      [
        'experiment_ids',
        'view_type',
        'metric_name',
        'aggregations',
        'dimensions',
        'filters',
        'time_interval_seconds',
        'start_time_ms',
        'end_time_ms',
        'max_results',
        'page_token',
      ],
    ),
  ),
];
