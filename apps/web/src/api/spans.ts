import { get, mlflow, type RequestOptions } from './request.ts';

export interface SpanEvent {
  readonly name: string;
  readonly timeNs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Span {
  /** 16 hex digits. */
  readonly id: string;
  /** Undefined for a root. */
  readonly parentId: string | undefined;
  readonly name: string;
  /** Nanoseconds since 1970, to the nearest quarter of a microsecond. */
  readonly startNs: number;
  /** Undefined while it is under way. */
  readonly endNs: number | undefined;
  readonly status: 'OK' | 'ERROR' | 'UNSET';
  readonly statusMessage: string;
  /** JSON text by key, as it is stored: parsed when it is looked at. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly events: readonly SpanEvent[];
}

/** A span as `traces.json` has it: of MLflow 3, and of MLflow 2 with `context`, `parent_id` and `start_time`. */
interface WireSpan {
  readonly span_id?: string;
  readonly context?: { readonly span_id?: string };
  readonly parent_span_id?: string | null;
  readonly parent_id?: string | null;
  readonly name?: string;
  readonly start_time_unix_nano?: number;
  readonly start_time?: number;
  readonly end_time_unix_nano?: number | null;
  readonly end_time?: number | null;
  readonly status?: { readonly code?: string; readonly message?: string | null };
  readonly status_code?: string;
  readonly status_message?: string | null;
  readonly attributes?: Readonly<Record<string, unknown>> | null;
  readonly events?:
    | readonly {
        readonly name?: string;
        readonly time_unix_nano?: number;
        readonly timestamp?: number;
        readonly attributes?: Readonly<Record<string, unknown>> | null;
      }[]
    | null;
}

export function spanOf(wire: WireSpan): Span {
  const code = wire.status?.code ?? wire.status_code ?? '';
  const parent = wire.parent_span_id ?? wire.parent_id;
  return {
    id: hexOf(wire.span_id ?? wire.context?.span_id ?? ''),
    parentId: parent ? hexOf(parent) : undefined,
    name: wire.name ?? '',
    startNs: wire.start_time_unix_nano ?? wire.start_time ?? 0,
    endNs: wire.end_time_unix_nano ?? wire.end_time ?? undefined,
    status: code.endsWith('ERROR') ? 'ERROR' : code.endsWith('OK') ? 'OK' : 'UNSET',
    statusMessage: wire.status?.message ?? wire.status_message ?? '',
    attributes: textsOf(wire.attributes ?? {}),
    events: (wire.events ?? []).map(({ name = '', time_unix_nano, timestamp, attributes }) => ({
      name,
      timeNs: time_unix_nano ?? timestamp ?? 0,
      attributes: attributes ?? {},
    })),
  };
}

function textsOf(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(attributes))
    texts[key] = typeof value === 'string' ? value : JSON.stringify(value);
  return texts;
}

/** MLflow 3 writes ids in base64. */
function hexOf(id: string): string {
  if (!/^[\w+/]{11}=$/.test(id)) return id.replace(/^0x/, '');
  return Array.from(atob(id), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** What an attribute holds; text that is no JSON stands for itself. */
export function attributeOf(span: Span, key: string): unknown {
  const text = span.attributes[key];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The spans of a trace, wherever they are kept: in the tracking service or in a file. */
export async function getSpans(traceId: string, options?: RequestOptions): Promise<Span[]> {
  const reply = await get<{ spans?: WireSpan[] }>(
    mlflow('get-trace-artifact'),
    { request_id: traceId },
    options,
  );
  return (reply.spans ?? []).map(spanOf);
}
