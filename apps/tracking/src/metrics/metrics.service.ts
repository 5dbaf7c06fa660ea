import { Injectable } from '@nestjs/common';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { RunWrites } from '../batch/run-writes.ts';
import { runNotFound } from '../runs/run-errors.ts';
import { checkDataset, checkMetric, metricPoint, modelMetrics, type MetricMessage } from './metric-rules.ts';

@Injectable()
export class MetricsService {
  constructor(private readonly writes: RunWrites) {}

  /** Logs one point of a metric; resolves when it is durable. */
  async log(runId: string, metric: MetricMessage): Promise<void> {
    checkDataset(metric);
    const hasModel = (metric.model_id ?? '') !== '';
    // MLflow looks for the run first when the metric names a logged model, and checks the metric first otherwise.
    if (hasModel && runIdToUuid(runId) === undefined) throw runNotFound(runId);
    checkMetric(metric);
    if (runIdToUuid(runId) === undefined) throw runNotFound(runId);
    await this.writes.submit({
      runId,
      points: [metricPoint(metric)],
      params: [],
      tags: [],
      modelMetrics: hasModel ? modelMetrics([metric]) : [],
      modelsFirst: true,
    });
  }
}
