import type { PythonValue } from '@millrace/contracts/wire/python-json';

/** Spans as OpenTelemetry clients send them, from either encoding. Attributes keep their order. */
export interface OtlpSpan {
  readonly traceId: Buffer;
  readonly spanId: Buffer;
  readonly parentSpanId: Buffer;
  readonly name: string;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: readonly Attribute[];
  readonly events: readonly OtlpEvent[];
  readonly links: readonly OtlpLink[];
  readonly status: OtlpStatus;
}

export type Attribute = readonly [key: string, value: PythonValue];

export interface OtlpEvent {
  readonly name: string;
  readonly timeNs: bigint;
  readonly attributes: readonly Attribute[];
}

export interface OtlpLink {
  readonly traceId: Buffer;
  readonly spanId: Buffer;
  readonly attributes: readonly Attribute[];
}

export interface OtlpStatus {
  /** 0 unset, 1 OK, 2 error. */
  readonly code: number;
  readonly message: string;
}

/** Spans of one process (the resource). */
export interface ResourceSpans {
  readonly resource: readonly Attribute[];
  readonly spans: readonly OtlpSpan[];
}

/** The request is no ExportTraceServiceRequest in the encoding that it says. */
export class MalformedOtlp extends Error {}
