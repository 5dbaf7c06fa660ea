import type { PythonValue } from '@millrace/contracts/wire/python-json';

/** A span as it is stored in the column `spans.content`: MLflow's JSON of it (Span.to_dict of its client). */
export interface SpanContent {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string | null;
  readonly name: string;
  readonly start_time_unix_nano: number | bigint;
  readonly end_time_unix_nano: number | bigint | null;
  readonly events: readonly SpanEvent[];
  readonly status: { readonly code: string; readonly message: string | null };
  /** Each value is JSON text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly links: readonly SpanLink[];
}

export interface SpanEvent {
  readonly name: string;
  readonly time_unix_nano: number | bigint;
  readonly attributes: Readonly<Record<string, PythonValue>> | null;
}

export interface SpanLink {
  /** `tr-` and 32 hex digits. */
  readonly trace_id: string;
  /** 16 hex digits. */
  readonly span_id: string;
  readonly attributes: Readonly<Record<string, PythonValue>> | null;
}
