import type { Int64 } from '@millrace/contracts/wire/int64';

/** One metric of one run. */
export interface Series {
  readonly seriesId: Int64;
  /** 32 hexadecimal digits. */
  readonly runId: string;
  readonly key: string;
  /** The run's start, or the metric's first point where that is earlier: what relative times count from. */
  readonly startMs: number;
}

/** Some of a series' points, in the order of their times: columns of one length. */
export interface PointColumns {
  readonly times: Float64Array;
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** Bounds of what is read, both included; times are milliseconds since 1970. */
export interface PointRange {
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly fromStep?: number;
  readonly toStep?: number;
}
