import {
  bool,
  double,
  duration,
  enumOf,
  int32,
  int64,
  many,
  mapOf,
  message,
  one,
  repeated,
  string,
  timestamp,
  value,
} from '../wire/field.ts';

export const TraceRequestMetadata = message('TraceRequestMetadata', {
  key: string,
  value: string,
});

export const TraceTag = message('TraceTag', {
  key: string,
  value: string,
});

export const StartTrace = message('StartTrace', {
  experiment_id: string,
  timestamp_ms: int64,
  request_metadata: many(TraceRequestMetadata),
  tags: many(TraceTag),
});

export const TraceStatus = enumOf({ TRACE_STATUS_UNSPECIFIED: 0, OK: 1, ERROR: 2, IN_PROGRESS: 3 });

export const EndTrace = message('EndTrace', {
  request_id: string,
  timestamp_ms: int64,
  status: TraceStatus,
  request_metadata: many(TraceRequestMetadata),
  tags: many(TraceTag),
});

export const GetTraceInfo = message('GetTraceInfo', {
  request_id: string,
});

export const GetTraceInfoV3 = message('GetTraceInfoV3', {
  trace_id: string,
});

export const BatchGetTraces = message('BatchGetTraces', {
  trace_ids: repeated(string),
  experiment_ids: repeated(string),
});

export const BatchGetTraceInfos = message('BatchGetTraceInfos', {
  trace_ids: repeated(string),
  experiment_ids: repeated(string),
});

export const GetTrace = message('GetTrace', {
  trace_id: string,
  allow_partial: bool,
});

export const SearchTraces = message('SearchTraces', {
  experiment_ids: repeated(string),
  filter: string,
  max_results: int32, // default 100
  order_by: repeated(string),
  page_token: string,
});

export const TraceLocationTraceLocationType = enumOf({
  TRACE_LOCATION_TYPE_UNSPECIFIED: 0,
  MLFLOW_EXPERIMENT: 1,
  INFERENCE_TABLE: 2,
});

export const TraceLocationMlflowExperimentLocation = message('TraceLocationMlflowExperimentLocation', {
  experiment_id: string,
});

export const TraceLocationInferenceTableLocation = message('TraceLocationInferenceTableLocation', {
  full_table_name: string,
});

export const TraceLocation = message(
  'TraceLocation',
  {
    type: TraceLocationTraceLocationType,
    mlflow_experiment: one(TraceLocationMlflowExperimentLocation),
    inference_table: one(TraceLocationInferenceTableLocation),
  },
  [['mlflow_experiment', 'inference_table']],
);

export const SearchTracesV3 = message('SearchTracesV3', {
  locations: many(TraceLocation),
  filter: string,
  max_results: int32, // default 100
  order_by: repeated(string),
  page_token: string,
});

export const SearchUnifiedTraces = message('SearchUnifiedTraces', {
  model_id: string,
  sql_warehouse_id: string,
  experiment_ids: repeated(string),
  filter: string,
  max_results: int32, // default 100
  order_by: repeated(string),
  page_token: string,
});

export const GetOnlineTraceDetails = message('GetOnlineTraceDetails', {
  trace_id: string,
  sql_warehouse_id: string,
  source_inference_table: string,
  source_databricks_request_id: string,
});

export const DeleteTraces = message('DeleteTraces', {
  experiment_id: string,
  max_timestamp_millis: int64,
  max_traces: int32,
  request_ids: repeated(string),
});

export const DeleteTracesV3 = message('DeleteTracesV3', {
  experiment_id: string,
  max_timestamp_millis: int64,
  max_traces: int32,
  request_ids: repeated(string),
});

export const CalculateTraceFilterCorrelation = message('CalculateTraceFilterCorrelation', {
  experiment_ids: repeated(string),
  filter_string1: string,
  filter_string2: string,
  base_filter: string,
});

export const MetricViewType = enumOf({ TRACES: 1, SPANS: 2, ASSESSMENTS: 3 });

export const AggregationType = enumOf({ COUNT: 1, SUM: 2, AVG: 3, PERCENTILE: 4, MIN: 5, MAX: 6 });

export const MetricAggregation = message('MetricAggregation', {
  aggregation_type: AggregationType,
  percentile_value: double,
});

export const QueryTraceMetrics = message('QueryTraceMetrics', {
  experiment_ids: repeated(string),
  view_type: MetricViewType,
  metric_name: string,
  aggregations: many(MetricAggregation),
  dimensions: repeated(string),
  filters: repeated(string),
  time_interval_seconds: int64,
  start_time_ms: int64,
  end_time_ms: int64,
  max_results: int32, // default 1000
  page_token: string,
});

export const SetTraceTag = message('SetTraceTag', {
  request_id: string,
  key: string,
  value: string,
});

export const SetTraceTagV3 = message('SetTraceTagV3', {
  trace_id: string,
  key: string,
  value: string,
});

export const DeleteTraceTag = message('DeleteTraceTag', {
  request_id: string,
  key: string,
});

export const DeleteTraceTagV3 = message('DeleteTraceTagV3', {
  trace_id: string,
  key: string,
});

export const TraceInfoV3State = enumOf({ STATE_UNSPECIFIED: 0, OK: 1, ERROR: 2, IN_PROGRESS: 3 });

export const AssessmentSourceSourceType = enumOf({
  SOURCE_TYPE_UNSPECIFIED: 0,
  HUMAN: 1,
  LLM_JUDGE: 2,
  CODE: 3,
});

export const AssessmentSource = message('AssessmentSource', {
  source_type: AssessmentSourceSourceType,
  source_id: string,
});

export const AssessmentError = message('AssessmentError', {
  error_code: string,
  error_message: string,
  stack_trace: string,
});

export const Feedback = message('Feedback', {
  value: value,
  error: one(AssessmentError),
});

export const ExpectationSerializedValue = message('ExpectationSerializedValue', {
  serialization_format: string,
  value: string,
});

export const Expectation = message('Expectation', {
  value: value,
  serialized_value: one(ExpectationSerializedValue),
});

export const IssueReference = message('IssueReference', {
  issue_name: string,
});

export const Assessment = message(
  'Assessment',
  {
    assessment_id: string,
    assessment_name: string,
    trace_id: string,
    span_id: string,
    source: one(AssessmentSource),
    create_time: timestamp,
    last_update_time: timestamp,
    feedback: one(Feedback),
    expectation: one(Expectation),
    issue: one(IssueReference),
    rationale: string,
    error: one(AssessmentError),
    metadata: mapOf(string),
    overrides: string,
    valid: bool, // default True
  },
  [['feedback', 'expectation', 'issue']],
);

export const TraceInfoV3 = message('TraceInfoV3', {
  trace_id: string,
  client_request_id: string,
  trace_location: one(TraceLocation),
  request: string,
  response: string,
  request_preview: string,
  response_preview: string,
  request_time: timestamp,
  execution_duration: duration,
  state: TraceInfoV3State,
  trace_metadata: mapOf(string),
  assessments: many(Assessment),
  tags: mapOf(string),
});

// MLflow's message has spans too, but its server reads none here: they come by /v1/traces.
export const Trace = message('Trace', {
  trace_info: one(TraceInfoV3),
});

export const StartTraceV3 = message('StartTraceV3', {
  trace: one(Trace),
});

export const LinkTracesToRun = message('LinkTracesToRun', {
  trace_ids: repeated(string),
  run_id: string,
});

export const LinkPromptsToTracePromptVersionRef = message('LinkPromptsToTracePromptVersionRef', {
  name: string,
  version: string,
});

export const LinkPromptsToTrace = message('LinkPromptsToTrace', {
  trace_id: string,
  prompt_versions: many(LinkPromptsToTracePromptVersionRef),
});
