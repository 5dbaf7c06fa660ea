import { Controller } from '@nestjs/common';
import { QueryTraceMetrics } from '@millrace/contracts/tracking/traces';
import { isArray, isIntlike, isString, isStringArray, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { type DataPoint, TraceMetricsService } from './trace-metrics.service.ts';

@Controller()
export class TraceMetricsController {
  constructor(private readonly metrics: TraceMetricsService) {}

  @Endpoint('POST', '/api/3.0/mlflow/traces/metrics', allow('read', 'trace'))
  async query(
    @Wire(QueryTraceMetrics, {
      experiment_ids: [isArray, required, isStringArray],
      view_type: [required],
      metric_name: [isString, required],
      aggregations: [isArray, required],
      dimensions: [isArray, isStringArray],
      filters: [isArray, isStringArray],
      time_interval_seconds: [isIntlike],
      start_time_ms: [isIntlike],
      end_time_ms: [isIntlike],
      max_results: [isIntlike],
      page_token: [isString],
    })
    request: MessageOf<typeof QueryTraceMetrics>,
  ): Promise<{ data_points?: readonly DataPoint[] }> {
    const data_points = await this.metrics.query(request);
    return data_points.length > 0 ? { data_points } : {};
  }
}
