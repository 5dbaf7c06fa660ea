import type { Int64 } from '@millrace/contracts/wire/int64';

export interface MetricPoint {
  readonly key: string;
  /** Never infinite: infinities are stored as the largest doubles. */
  readonly value: number;
  readonly step: Int64;
  readonly timestampMs: Int64;
}

/** A metric that also belongs to a logged model. Its value is never NaN: MLflow stores 0 there. */
export interface ModelMetric extends MetricPoint {
  readonly modelId: string;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** What one request writes to one run, checked already: only the run's state and its parameters can still refuse it. */
export interface RunWrite {
  /** 32 hexadecimal digits. */
  readonly runId: string;
  readonly points: readonly MetricPoint[];
  /** No key twice. */
  readonly params: readonly KeyValue[];
  readonly tags: readonly KeyValue[];
  readonly modelMetrics: readonly ModelMetric[];
  /** Whether an unknown logged model refuses the points too (log-metric), or only what comes after them (log-batch). */
  readonly modelsFirst: boolean;
}

export type RunWriteResult =
  | 'written'
  | 'run-missing'
  | 'run-deleted'
  | 'model-unknown'
  /** Parameters that hold another value, with the value they hold. */
  | { readonly changedParams: ReadonlyMap<string, string> };

export function onlyPoints(write: RunWrite): boolean {
  return write.params.length === 0 && write.tags.length === 0 && write.modelMetrics.length === 0;
}

/** How much of a group a write takes: its rows. */
export function weightOf(write: RunWrite): number {
  return 1 + write.points.length + write.params.length + write.tags.length + write.modelMetrics.length;
}
