import { double, int32, int64, message, repeated, string } from '../wire/field.ts';

export const LogMetric = message('LogMetric', {
  run_id: string,
  run_uuid: string,
  key: string,
  value: double,
  timestamp: int64,
  step: int64,
  model_id: string,
  dataset_name: string,
  dataset_digest: string,
});

export const GetMetricHistory = message('GetMetricHistory', {
  run_id: string,
  run_uuid: string,
  metric_key: string,
  page_token: string,
  max_results: int32,
});

export const GetMetricHistoryBulkInterval = message('GetMetricHistoryBulkInterval', {
  run_ids: repeated(string),
  metric_key: string,
  start_step: int32,
  end_step: int32,
  max_results: int32,
});
