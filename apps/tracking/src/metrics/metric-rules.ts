import { invalidParameter } from '@millrace/contracts/errors';
import type { Metric } from '@millrace/contracts/tracking/runs';
import {
  checkLength,
  checkName,
  checkStorable,
  invalidValue,
  MAX_KEY_LENGTH,
} from '@millrace/contracts/validation/names';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { pythonFloat } from '@millrace/contracts/wire/python-text';
import type { MetricPoint, ModelMetric } from '../batch/run-write.ts';

/** A metric as it comes in a request; what is absent is 0 or empty. */
export type MetricMessage = MessageOf<typeof Metric>;

/** MLflow asks for this while it reads a request, before anything else of the metric. */
export function checkDataset({ dataset_name = '', dataset_digest = '' }: MetricMessage): void {
  if ((dataset_name === '') !== (dataset_digest === ''))
    throw invalidParameter('Both dataset_name and dataset_digest must be provided if one is provided');
}

/** `path` is the metric's place in a batch (`metrics[3]`), or empty. */
export function checkMetric({ key = '', value = 0, timestamp = 0 }: MetricMessage, path = ''): void {
  const prefix = path === '' ? '' : `${path}.`;
  checkName(key, `${prefix}name`);
  if (timestamp < 0)
    throw invalidValue(
      `${prefix}timestamp`,
      timestamp,
      `metric '${key}' (value=${pythonFloat(value)}). Timestamp must be a nonnegative long (64-bit integer) `,
    );
  checkLength('Metric name', MAX_KEY_LENGTH, key);
}

export function metricPoint({ key = '', value = 0, timestamp = 0, step = 0 }: MetricMessage): MetricPoint {
  return { key, value: storable(value), timestampMs: timestamp, step };
}

/** The metrics among these that belong to logged models. */
export function modelMetrics(metrics: readonly MetricMessage[]): ModelMetric[] {
  return metrics
    .filter((metric) => (metric.model_id ?? '') !== '')
    .map((metric) => {
      const { model_id = '', dataset_name = '', dataset_digest = '' } = metric;
      checkStorable('model_id', model_id);
      checkStorable('dataset_name', dataset_name);
      checkStorable('dataset_digest', dataset_digest);
      const point = metricPoint(metric);
      return {
        ...point,
        value: Number.isNaN(point.value) ? 0 : point.value,
        modelId: model_id,
        datasetName: dataset_name || null,
        datasetDigest: dataset_digest || null,
      };
    });
}

function storable(value: number): number {
  if (Number.isFinite(value) || Number.isNaN(value)) return value;
  return value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
}
